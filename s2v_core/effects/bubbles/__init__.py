"""The catalogue of bubbles, one file per documented group."""

from s2v_core.effects.bubbles import commerce, corporate, education, entertainment, film, machines, news
from s2v_core.effects.bubbles.catalogue import Bubble, Edges, Part, bubbles
from s2v_core.effects.bubbles.shapes import Path

__all__ = [
    "Bubble",
    "Edges",
    "Part",
    "Path",
    "bubbles",
    "commerce",
    "corporate",
    "education",
    "entertainment",
    "film",
    "machines",
    "news",
]
