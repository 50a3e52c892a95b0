"""A picture through visual effects."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from s2v_core.effects import Frame
from s2v_core.effects.visual.masks import mask_alpha
from s2v_core.media.planes import Planes, from_rgb, to_rgb
from s2v_core.rendering.pictures import Picture, Seen
from s2v_core.rendering.visual_effects import AppliedEffect, AppliedEffects, reach_of

__all__ = ["cut_out", "effected"]

_MOST_REMEMBERED = 12
"""Frames in RGB; one is 6 MB in full HD, twice what it is as it was read."""


def effected(picture: Picture, applied: AppliedEffects, first: int, last: int) -> Picture:
    """Return ``picture`` through visual effects. They look at its frames from ``first`` to ``last`` only.

    Masks are drawn like all others: what they hide is black.
    """
    return _Effected(picture, applied, (), first, last) if applied else picture


def cut_out(picture: Picture, applied: AppliedEffects, first: int, last: int) -> Picture:
    """Return the same with masks that let be seen through what they hide; they come after all other effects."""
    masks = tuple(one for one in applied if one.is_mask)
    others = tuple(one for one in applied if not one.is_mask)
    return _Effected(picture, others, masks, first, last) if applied else picture


class _Effected:
    kept = False

    def __init__(self, picture: Picture, applied: AppliedEffects, masks: AppliedEffects, first: int, last: int) -> None:
        self._applied = applied
        self._masks = masks
        self._source = _Source(picture, reach_of(applied), first, last)
        self._layers: list[_Remembered] = [self._source]
        for number, one in enumerate(applied, start=1):
            self._layers.append(_Drawn(self._layers[-1], one, reach_of(applied[number:])))

    def at(self, frame: int) -> Seen:
        seen = self._source.seen(frame)
        alpha = self._alpha(seen, frame)
        if alpha is not None:
            result: Seen = np.dstack([self._layers[-1].rgb(frame), alpha])
        elif any(one.covers(frame) for one in self._applied):
            result = from_rgb(self._layers[-1].rgb(frame))
        else:
            result = seen.copy()
        for layer in self._layers:
            layer.forget(frame)
        return result

    def _alpha(self, seen: Seen, frame: int) -> NDArray[np.uint8] | None:
        """Return what of a frame is to be seen, None for all of it."""
        alpha = None if isinstance(seen, Planes) else np.ascontiguousarray(seen[..., 3])
        for mask in (mask for mask in self._masks if mask.covers(frame)):
            size = seen.y.shape if isinstance(seen, Planes) else seen.shape[:2]
            shape = mask_alpha(mask.name, size[0], size[1], dict(mask.values))
            alpha = shape if alpha is None else np.asarray(cv2.multiply(alpha, shape, scale=1 / 255), np.uint8)
        return alpha

    def close(self) -> None:
        for layer in self._layers:
            layer.clear()


class _Remembered:
    """Frames in RGB. Those near the one that is shown are remembered, since effects look at them again."""

    def __init__(self, make: Callable[[int], Frame], reach: int) -> None:
        self._make = make
        self._reach = reach
        self._made: dict[int, Frame] = {}

    def rgb(self, frame: int) -> Frame:
        """Return a frame, which is not to be changed."""
        made = self._made.pop(frame) if frame in self._made else self._make(frame)
        self._made[frame] = made
        return made

    def forget(self, shown: int) -> None:
        """Let go of what is out of reach of the frame ``shown``, and of what was not looked at for the longest time."""
        _forget(self._made, shown, self._reach)
        for frame in list(self._made)[:-_MOST_REMEMBERED]:
            del self._made[frame]

    def clear(self) -> None:
        """Let go of everything."""
        self._made.clear()


class _Drawn(_Remembered):
    """What one effect makes of the frames below it."""

    def __init__(self, below: _Remembered, applied: AppliedEffect, reach: int) -> None:
        super().__init__(self._drawn, reach)
        self._below = below
        self._applied = applied

    def _drawn(self, frame: int) -> Frame:
        if self._applied.covers(frame):
            return self._applied.drawn(self._below.rgb, frame)
        return self._below.rgb(frame)


class _Source(_Remembered):
    """The frames of a picture, held at both ends.

    Footage is read forward only, as far as that goes: what is passed over on the way to a frame is remembered too.
    """

    def __init__(self, picture: Picture, reach: int, first: int, last: int) -> None:
        super().__init__(self._converted, reach)
        self._picture = picture
        self._first, self._end = first, last
        self._read: dict[int, Seen] = {}
        self._place: int | None = None
        self._still: tuple[Seen, Frame] | None = None

    def rgb(self, frame: int) -> Frame:
        return super().rgb(min(max(frame, self._first), self._end))

    def seen(self, frame: int) -> Seen:
        """Return a frame as the picture gives it, not to be changed."""
        if self._picture.kept:
            return self._picture.at(frame)
        if frame not in self._read:
            before = self._place
            ahead = before is not None and before < frame <= before + 2 * self._reach + 1
            for wanted in range(before + 1 if before is not None and ahead else frame, frame + 1):
                self._read[wanted] = self._picture.at(wanted)
            self._place = frame
        return self._read[frame]

    def forget(self, shown: int) -> None:
        super().forget(shown)
        _forget(self._read, shown, self._reach)

    def clear(self) -> None:
        super().clear()
        self._picture.close()
        self._read.clear()
        self._place = self._still = None

    def _converted(self, frame: int) -> Frame:
        seen = self.seen(frame)
        if not self._picture.kept:
            return _in_rgb(seen)
        if self._still is None or self._still[0] is not seen:
            self._still = (seen, _in_rgb(seen))
        return self._still[1]


def _forget(known: dict[int, Any], shown: int, reach: int) -> None:
    for frame in [frame for frame in known if abs(frame - shown) > reach]:
        del known[frame]


def _in_rgb(seen: Seen) -> Frame:
    return to_rgb(seen) if isinstance(seen, Planes) else np.ascontiguousarray(seen[..., :3])
