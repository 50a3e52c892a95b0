"""The angles from which a text can look at its subject; a set is spread over them on purpose."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["ANGLES", "TONES", "angles_for"]

ANGLES: Mapping[str, str] = MappingProxyType(
    {
        "benefit": "what it is good for, or how it feels",
        "question": "a question that the viewer answers silently",
        "number": "a number or a count carries the idea, without inventing figures",
        "urgency": "why today and not tomorrow, without inventing deadlines or stocks",
        "story": "a tiny scene or the beginning of a story",
        "contrast": "one thing against another",
        "howto": "a first step, a way to begin",
        "social": "friends, sharing, talking about it, without inventing customers or ratings",
        "season": "a time of the day, the week or the year",
        "invitation": "the viewer is invited in",
        "curiosity": "something to look at twice",
        "statement": "a short, plain statement",
    }
)
"""By name, what a text of that angle does."""

TONES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "friendly": (),
        "professional": ("urgency", "curiosity", "social"),
        "playful": (),
        "calm": ("urgency", "number"),
        "urgent": ("season", "story"),
        "elegant": ("urgency", "number", "social"),
    }
)
"""The tones that are known by name, with the angles that do not go with them. Models are told any other tone, too."""


def angles_for(tone: str) -> tuple[str, ...]:
    """Return the angles that go with a tone; all of them if it is not known."""
    left_out = TONES.get(tone.lower(), ())
    return tuple(angle for angle in ANGLES if angle not in left_out)
