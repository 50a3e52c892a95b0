"""How large texts are and where they stand when their style does not say."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

__all__ = ["DEFAULT_SIZES", "DEFAULT_TOPS", "Role"]

Role = Literal["caption", "title", "subheading", "text"]
"""What a text is for; ``text`` is one that only says what it shows."""

DEFAULT_SIZES: Mapping[Role, float] = MappingProxyType(
    {"title": 0.075, "subheading": 0.05, "caption": 0.045, "text": 0.05}
)
"""Font sizes, as shares of the canvas's shorter side."""

DEFAULT_TOPS: Mapping[Role, Mapping[str, float]] = MappingProxyType(
    {
        "title": MappingProxyType({"portrait": 0.1, "landscape": 0.05, "square": 0.08}),
        "caption": MappingProxyType({"portrait": 0.8, "landscape": 0.9, "square": 0.85}),
        "subheading": MappingProxyType({"portrait": 0.2, "landscape": 0.17, "square": 0.18}),
        "text": MappingProxyType({"portrait": 0.0, "landscape": 0.0, "square": 0.0}),
    }
)
"""Distances of texts that hang from the top, by the shape of the canvas, as shares of its height."""
