"""``TemplateConfig``: the batch-editing templates one of which is drawn per output."""

from __future__ import annotations

import re

from s2v_core.job.values import Config

__all__ = ["TemplateConfig", "is_template_id"]

_ID = re.compile(r"[\w-][\w.-]{0,99}")
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


class TemplateConfig(Config):
    """Ids of templates in the data folder."""

    batch_editing_template_id_array: tuple[str, ...] = ()


def is_template_id(text: str) -> bool:
    """Return whether ``text`` may name a template: one file name, no path, no device, on any system."""
    return bool(_ID.fullmatch(text)) and not text.endswith(".") and not _DEVICES.fullmatch(text)
