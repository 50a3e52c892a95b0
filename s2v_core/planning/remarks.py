"""What a user should know about an output that can be made, but perhaps not as they meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from s2v_core.errors import Problem
from s2v_core.planning.draft import Draft
from s2v_core.planning.fitting import SLOWEST
from s2v_core.planning.pools import Offer
from s2v_core.planning.sound import spoken_frames

__all__ = ["Remark", "remarks", "worst"]

_HELD = 0.5


@dataclass(frozen=True)
class Remark:
    """A warning, and how bad it is (of several of the same ``kind`` about one thing the worst is shown)."""

    kind: str
    amount: float
    problem: Problem


def worst(remarks: Iterable[Remark]) -> list[Problem]:
    """Return one warning for every kind and place, in the order in which they first came up."""
    kept: dict[tuple[str, str], Remark] = {}
    for remark in remarks:
        key = (remark.kind, remark.problem.path)
        if key not in kept or kept[key].amount < remark.amount:
            kept[key] = remark
    return [remark.problem for remark in kept.values()]


def remarks(draft: Draft, offer: Offer) -> Iterator[Remark]:
    """Yield what is remarkable: voiceovers cut short, groups left out, pictures that stand still or repeat."""
    yield from _cut_voices(draft, offer)
    yield from _left_out(draft, offer)
    yield from _held(draft, offer)
    yield from _repeated(draft)


def _remark(kind: str, amount: float, path: str, message: str, hint: str) -> Remark:
    return Remark(kind, amount, Problem(path=path, message=message, hint=hint, severity="warning"))


def _cut_voices(draft: Draft, offer: Offer) -> Iterator[Remark]:
    for said in draft.utterances:
        full = spoken_frames(said.spoken, offer.rate)
        if said.frames < full:
            yield _remark(
                "cut",
                full,
                said.script.path,
                f"This text takes {float(full / offer.rate):.1f} s with {said.voice}; OutputConfig.MaxDuration cuts it "
                f"after {float(said.frames / offer.rate):.1f} s.",
                "Shorten it, raise MaxDuration, or raise SpeechRate.",
            )


def _left_out(draft: Draft, offer: Offer) -> Iterator[Remark]:
    shown = {showing.pick.pool.index for showing in draft.showings}
    missing = len(offer.groups) - len(shown)
    if missing:
        yield _remark(
            "left out",
            missing,
            "InputConfig.MediaGroupArray",
            f"{float(draft.length / offer.rate):.1f} s have no room for {missing} of {len(offer.groups)} groups.",
            "Use longer texts, fewer groups or a shorter SingleShotDuration.",
        )


def _held(draft: Draft, offer: Offer) -> Iterator[Remark]:
    second = float(offer.rate)
    for showing in draft.showings:
        pool, shown = showing.pick.pool, showing.pick.shown
        if shown.material.still:
            continue
        rest = showing.frames / second - float(shown.shot.high - shown.shot.low) / SLOWEST
        if rest > _HELD:
            yield _remark(
                "held",
                rest,
                f"InputConfig.MediaGroupArray[{pool.index}].MediaArray",
                f"{shown.material.ref!r} is too short: its last picture stands still for {rest:.1f} s.",
                f"Give the group {pool.name!r} more or longer material.",
            )


def _repeated(draft: Draft) -> Iterator[Remark]:
    for _, neighbours in groupby(draft.showings, key=lambda showing: showing.pick.shown.key):
        shots = list(neighbours)
        pool, material = shots[0].pick.pool, shots[0].pick.shown.material
        if len(shots) > 1 and not material.still:
            yield _remark(
                "repeated",
                len(shots),
                f"InputConfig.MediaGroupArray[{pool.index}].MediaArray",
                f"{material.ref!r} is too short: the same shot of it is shown {len(shots)} times in a row.",
                f"Give the group {pool.name!r} more or longer material.",
            )
