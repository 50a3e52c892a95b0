"""The limits of the documented fields, and the names that some of them choose from."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = [
    "ADAPT_MODES",
    "ALIGNMENTS",
    "BORDER_STYLES",
    "COUNT",
    "CRF",
    "DEFAULT_TRANSITIONS",
    "DIRECTIONS",
    "FONT_SIZE",
    "FPS",
    "GRADING",
    "LEVELS",
    "LONGEST_NAME",
    "LONGEST_SCRIPT",
    "LONGEST_SECONDS",
    "LONGEST_TITLE",
    "LONGEST_TRANSITION",
    "MOST_ASSETS",
    "MOST_ENTRIES",
    "MOST_FRAMES",
    "MOST_GROUPS",
    "MOST_TEMPLATES",
    "MOST_TEXT_LAYERS",
    "MUSIC_STYLES",
    "PRESETS",
    "PROFILES",
    "RADIUS",
    "SHORTEST_SHOT",
    "SIDE",
    "SPEECH_RATE",
    "TEXT_LAYERS",
    "VOICE_STYLES",
    "VOLUME",
    "WORD_SCALE",
    "WORD_SOUNDS",
]

MOST_GROUPS = 40
MOST_ASSETS = 200
"""Assets of one group."""
MOST_ENTRIES = 50
"""Entries of a pool: texts, stickers, music, background images."""
MOST_TEMPLATES = 50
MOST_TEXT_LAYERS = 20
"""Layers of one text style."""
MOST_FRAMES = 100
"""Frames of an animated sticker."""

LONGEST_NAME = 50
LONGEST_TITLE = 50
LONGEST_SCRIPT = 1000
"""Characters."""

LONGEST_SECONDS = 86_400
"""No duration in a job may be longer than a day."""
SHORTEST_SHOT = 0.1
"""Seconds. Anything shorter is three frames at most and cuts a long video into a flood of shots."""
LONGEST_TRANSITION = 10

COUNT = (1, 100)
SIDE = (128, 4096)
"""Pixels of the output's width and height."""
CRF = (0, 51)
FPS = (1, 120)
GRADING: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "brightness": (-255, 255),
        "contrast": (-100, 100),
        "saturation": (-100, 100),
        "kelvin_temperature": (1000, 40000),
        "temperature_ratio": (0, 100),
        "tint": (-100, 100),
        "dark_corner_ratio": (0, 100),
    }
)
VOLUME = (0, 10)
SPEECH_RATE = (-500, 500)
FONT_SIZE = (0, 5000)
WORD_SCALE = (1, 3)
"""How much larger a word is while it is spoken."""
WORD_SOUNDS = ("mute", "beep")
"""What is heard instead of forbidden words."""
RADIUS = (0.01, 1)
"""Of a blurred background."""
LEVELS = range(1, 6)
"""Of sub-headings."""
BORDER_STYLES = (1, 3)

DEFAULT_TRANSITIONS = ("linearblur", "colordistance", "crosshatch", "dreamyzoom")
"""The vendor's built-in set: drawn from when no ``TransitionList`` is given."""
ALIGNMENTS = (
    *(f"{row}{column}" for row in ("Top", "Center", "Bottom") for column in ("Left", "Center", "Right")),
    *("Left", "Center", "Right"),
)
ADAPT_MODES = ("AutoWrap", "AutoScale", "AutoWrapAtSpaces", "AutoWrapAtSpacesStrict")
DIRECTIONS = ("Left", "Right")
"""Ways in which a text may travel across the picture."""
TEXT_LAYERS = ("Outline", "Shadow", "Box")
"""Types of layers in ``SubtitleEffects``."""
VOICE_STYLES = ("Gentle", "Serious", "Entertainment")
MUSIC_STYLES = (
    "bgm-beauty",
    "bgm-chinese-style",
    "bgm-cuisine",
    "bgm-dynamic",
    "bgm-quirky",
    "bgm-relaxing",
    "bgm-romantic",
    "bgm-upbeat",
)
PRESETS = (
    *("ultrafast", "superfast", "veryfast", "faster", "fast"),
    *("medium", "slow", "slower", "veryslow", "placebo"),
)
PROFILES = ("baseline", "main", "high")
