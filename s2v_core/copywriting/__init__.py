"""Writing titles and scripts: the service that is asked for them."""

from __future__ import annotations

from s2v_core.copywriting.endpoint import PRESETS, Answer, Preset, checked_base_url, preset_of, try_endpoint

__all__ = ["PRESETS", "Answer", "Preset", "checked_base_url", "preset_of", "try_endpoint"]
