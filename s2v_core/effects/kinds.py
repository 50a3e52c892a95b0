"""Every registry of the catalogue by what its entries are, so that pages offer what there is and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from s2v_core.effects.bubbles import bubbles
from s2v_core.effects.filters import filters
from s2v_core.effects.lettering import entrances, exits, loops
from s2v_core.effects.looks import looks
from s2v_core.effects.registry import Registry
from s2v_core.effects.transitions import transitions
from s2v_core.effects.visual import visual_effects

__all__ = ["KINDS"]

KINDS: Mapping[str, Registry[Any]] = MappingProxyType(
    {
        "transition": transitions,
        "effect": visual_effects,
        "filter": filters,
        "entrance": entrances,
        "exit": exits,
        "loop": loops,
        "look": looks,
        "bubble": bubbles,
    }
)
"""``transition`` between shots, ``effect`` on a shot, ``filter`` of its colours; ``entrance``, ``exit`` and ``loop``
animations of texts, their ready-made ``look`` and their ``bubble``. A kind that is not carried out is missing."""
