"""The advanced transitions: designed looks with motion blur, springs and light, one file per group."""

from s2v_core.effects.transitions.advanced import (
    blurs,
    depth,
    dissolves,
    flashes,
    glitches,
    liquids,
    moves,
    page,
    panels,
    pans,
    shakes,
    spins,
)

__all__ = [
    "blurs",
    "depth",
    "dissolves",
    "flashes",
    "glitches",
    "liquids",
    "moves",
    "page",
    "panels",
    "pans",
    "shakes",
    "spins",
]
