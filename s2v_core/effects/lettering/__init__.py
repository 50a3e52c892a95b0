"""Animations of texts, one file per family: how they come, how they go, how they move meanwhile."""

from s2v_core.effects.lettering import letters, moving, reveals, typing, whole
from s2v_core.effects.lettering.catalogue import entrances, exits, loops
from s2v_core.effects.lettering.moving import one_word, spotlight
from s2v_core.effects.lettering.poses import REST, Animation, Ornament, Place, Pose, Reveal, Tint, Unit

__all__ = [
    "REST",
    "Animation",
    "Ornament",
    "Place",
    "Pose",
    "Reveal",
    "Tint",
    "Unit",
    "entrances",
    "exits",
    "letters",
    "loops",
    "moving",
    "one_word",
    "reveals",
    "spotlight",
    "typing",
    "whole",
]
