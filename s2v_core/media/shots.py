"""Cutting assets into shots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from s2v_core.media.info import MediaInfo, Shot

__all__ = ["cut_shots"]

Range = tuple[Fraction, Fraction]


def cut_shots(
    info: MediaInfo,
    *,
    target: Fraction,
    image_duration: Fraction,
    ranges: Sequence[Range] = (),
    split: bool = True,
) -> tuple[Shot, ...]:
    """Return the shots that an asset offers, in order of time.

    A range of length L gives ``max(1, floor(L / target))`` shots of the length ``target``. A rest of at least half a
    ``target`` is joined to the last shot, a shorter one is dropped. A range shorter than ``target`` is one shot.

    Args:
        info: the asset; sound alone offers no shots.
        target: wanted length of a shot in seconds, more than 0.
        image_duration: how long a still is shown, in seconds; an animation is repeated or cut to it.
        ranges: spans in seconds that may be used; everything when empty. They are clamped to the asset, and
            overlapping ones are joined, so that no moment is offered twice.
        split: False makes one shot of each range.
    """
    if target <= 0:
        raise ValueError(f"the length of a shot must be more than 0, not {target}")
    if info.kind in ("image", "animation"):
        return (Shot(Fraction(0), image_duration, Fraction(0), image_duration),)
    if info.kind == "audio" or info.duration is None:
        return ()
    usable = _joined(ranges or ((Fraction(0), info.duration),), info.duration)
    return tuple(shot for low, high in usable for shot in _cut(low, high, target if split else high - low))


def _joined(ranges: Sequence[Range], duration: Fraction) -> list[Range]:
    joined: list[Range] = []
    for begin, end in sorted((max(low, Fraction(0)), min(high, duration)) for low, high in ranges):
        if begin >= end:
            continue
        if joined and begin < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined


def _cut(low: Fraction, high: Fraction, target: Fraction) -> Iterator[Shot]:
    count = max(1, (high - low) // target)
    for index in range(count - 1):
        yield Shot(low + index * target, low + (index + 1) * target, low, high)
    begin = low + (count - 1) * target
    rest = high - begin - target
    yield Shot(begin, high if rest < 0 or 2 * rest >= target else begin + target, low, high)
