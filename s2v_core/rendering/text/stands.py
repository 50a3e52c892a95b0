"""Where a part of a text stands at a moment, by all that moves it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from s2v_core.effects.lettering import Pose
from s2v_core.rendering.text.board import Matrix
from s2v_core.rendering.text.geometry import Group, Text
from s2v_core.rendering.text.motion import Voice

__all__ = ["Stand", "stand_of"]

_NEAR = 1.0
"""Pixels away from rest at which the still picture begins to take over; further away it would be seen double."""
_SOLID = 0.88
"""Alpha from which on it does."""


@dataclass(frozen=True, eq=False)
class Stand:
    """The ``poses`` of a part, each with the group that moves as one in it.

    ``matrix`` takes points of the part at rest, in pixels from the middle of the text's block, to where they stand.
    """

    poses: Sequence[tuple[Pose, Group]]
    matrix: Matrix

    @property
    def alpha(self) -> float:
        """How much is seen of it, 0 to 1."""
        return math.prod(min(max(pose.alpha, 0.0), 1.0) for pose, _ in self.poses)

    @property
    def blur(self) -> float:
        """The standard deviation of its blur, in em."""
        return max((pose.blur for pose, _ in self.poses), default=0.0)

    def settled(self, width: float, height: float, at: Matrix) -> float:
        """Return how near a picture of ``width`` x ``height`` pixels that ``at`` takes to the block is to where it
        belongs, if it looks like that: 1 there, 0 from a pixel on."""
        if any(pose.tint is not None and pose.tint.strength > 0 for pose, _ in self.poses):
            return 0.0
        shown = min((1.0 if pose.reveal is None else pose.reveal.amount for pose, _ in self.poses), default=1.0)
        pale = (1 - min(self.alpha, shown)) / (1 - _SOLID)
        there = self.matrix.after(at)
        corners = ((0.0, 0.0), (width, 0.0), (0.0, height), (width, height))
        apart = max(_distance(there, at, x, y) for x, y in corners)
        return max(0.0, 1 - max(pale, self.blur / 0.01, apart / _NEAR))


def stand_of(group: Group, voices: Sequence[Voice], text: Text, size: float, scale: float) -> Stand:
    """Return where the group stands by all voices, the first one first.

    Args:
        size: font size in pixels of the screen.
        scale: how many of these a pixel of the text's block is.
    """
    part = min(group.parts)
    meant = [text.group_of(voice.animation.unit, part) for voice in voices]
    poses = [(voice.animation(voice.moment, its.place), its) for voice, its in zip(voices, meant, strict=True)]
    matrix = Matrix()
    for pose, its in poses:
        matrix = _moved(pose, its, text, size, scale).after(matrix)
    return Stand(poses, matrix)


def _distance(one: Matrix, other: Matrix, x: float, y: float) -> float:
    across = (one.xx - other.xx) * x + (one.xy - other.xy) * y + one.x - other.x
    down = (one.yx - other.yx) * x + (one.yy - other.yy) * y + one.y - other.y
    return math.hypot(across, down)


def _moved(pose: Pose, group: Group, text: Text, size: float, scale: float) -> Matrix:
    room = group.room
    x, y = (room.left + room.right) / 2 * scale, (room.top + room.bottom) / 2 * scale + pose.pivot * size
    turn = math.radians(pose.turn)
    cos, sin = math.cos(turn), math.sin(turn)
    there = Matrix(cos * pose.scale_x, -sin * pose.scale_y, 0.0, sin * pose.scale_x, cos * pose.scale_y, 0.0)
    there = there.after(Matrix(x=-x, y=-y)).moved(x + pose.dx * size, y + pose.dy * size)
    if not text.angle:
        return there
    (across, down), (aside, along) = text.on_screen(1, 0), text.on_screen(0, 1)
    lines = Matrix(across, aside, 0.0, down, along, 0.0)
    return lines.after(there).after(Matrix(across, down, 0.0, aside, along, 0.0))
