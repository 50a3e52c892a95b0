"""Segmented mode: every group has its own length, filled with equal shots or with one."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from s2v_core.planning.draws import Chooser
from s2v_core.planning.fitting import SLOWEST, Showing, share
from s2v_core.planning.materials import Candidate, GroupPool, exact
from s2v_core.planning.shots import Pick, Picker

__all__ = ["DEFAULT_SECONDS", "Segments"]

DEFAULT_SECONDS = 5.0
"""Length of a group that has neither a voiceover nor a ``Duration``."""

_MILD = Fraction(3, 4)


class Segments:
    """Fills the groups of one output one after another.

    Args:
        shot: the usual length of a shot in seconds.
        rate: frames per second.
    """

    def __init__(self, picker: Picker, chooser: Chooser, *, shot: Fraction, rate: Fraction) -> None:
        self._picker = picker
        self._chooser = chooser
        self._shot = shot
        self._rate = rate
        self._last: Candidate | None = None

    def fill(self, pool: GroupPool, spoken: int | None) -> list[Showing]:
        """Return the shots of the next group.

        ``spoken`` is the length of its voiceover in frames; None when it has none and its ``Duration`` counts.
        """
        first = self._pick(pool)
        frames = self._silent(pool, first) if spoken is None else spoken
        if pool.group.split_mode == "NoSplit":
            return [self._begun(showing) for showing in self._cover(first, frames)]
        count = min(frames, max(1, int(frames / self._rate / self._shot + Fraction(1, 2))))
        showings: list[Showing] = []
        for number, part in enumerate(share(frames, [Fraction(1)] * count)):
            showings += self._cover(first if number == 0 else self._pick(pool), part)
        return showings

    def _pick(self, pool: GroupPool) -> Pick:
        pick = self._picker.pick(pool, after=self._last)
        self._last = pick.drawn
        return pick

    def _silent(self, pool: GroupPool, first: Pick) -> int:
        given = pool.group.duration
        frames = max(1, round(exact(DEFAULT_SECONDS if given is None else given) * self._rate))
        if pool.group.duration_auto_adapt:
            available = self._available(first.shown)
            return frames if available is None else max(1, min(frames, available))
        return frames

    def _available(self, candidate: Candidate) -> int | None:
        """Return how many frames the material lasts at its own speed; None for stills."""
        if candidate.material.still:
            return None
        return int((candidate.shot.high - candidate.shot.low) * self._rate)

    def _cover(self, pick: Pick, frames: int) -> Iterator[Showing]:
        """Show ``pick``, and where its material ends the next unused shots, for ``frames`` in all."""
        parts: list[tuple[Pick, int]] = []
        total = frames
        while True:
            available = self._available(pick.drawn)
            enough = available is None or self._suffices(available, frames)
            if enough or not available or not self._continues(pick.pool, total - frames + available, total):
                parts.append((pick, frames))
                break
            parts.append((pick, available))
            frames -= available
            pick = self._pick(pick.pool)
        return (Showing(pick=part, frames=count) for part, count in self._evened(parts))

    def _suffices(self, available: int, frames: int) -> bool:
        """Return whether slowing down a little is better than another shot for the rest."""
        rest = frames - available
        return available >= frames * _MILD or (rest < self._rate / 2 and 2 * available >= frames)

    def _continues(self, pool: GroupPool, covered: int, total: int) -> bool:
        """Return whether another shot follows: an unused one, or any other where even half the speed is too fast."""
        return bool(self._picker.unused(pool)) or (len(pool.keys) > 1 and covered < SLOWEST * total)

    def _evened(self, parts: list[tuple[Pick, int]]) -> list[tuple[Pick, int]]:
        """Share what the last part is too short for among all of them, so that all are slowed down alike."""
        available = [self._available(pick.drawn) for pick, _ in parts]
        known = [Fraction(max(1, frames)) for frames in available if frames is not None]
        if len(known) < len(parts) or parts[-1][1] <= known[-1]:
            return parts
        total = sum(count for _, count in parts)
        counts = share(total, known)
        return [(pick, count) for (pick, _), count in zip(parts, counts, strict=True) if count]

    def _begun(self, showing: Showing) -> Showing:
        """Start one uncut asset anywhere its length allows."""
        shot = showing.pick.shown.shot
        spare = shot.high - shot.low - showing.frames / self._rate
        if spare <= 0 or showing.pick.shown.material.still or showing.pick.begin is not None:
            return showing
        begin = shot.low + spare * self._chooser.fraction("begin", showing.pick.slot)
        return Showing(pick=showing.pick, frames=showing.frames, begin=begin)
