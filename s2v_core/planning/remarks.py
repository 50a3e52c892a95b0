"""What a user should know about an output that can be made, but perhaps not as they meant."""

from __future__ import annotations

from collections.abc import Iterator

from s2v_core.errors import Problem
from s2v_core.planning.draft import Draft
from s2v_core.planning.fitting import SLOWEST
from s2v_core.planning.pools import Offer
from s2v_core.planning.sound import spoken_frames

__all__ = ["remarks"]

_HELD = 0.5


def remarks(draft: Draft, offer: Offer) -> Iterator[Problem]:
    """Yield warnings about voiceovers that are cut, groups that are left out and pictures that stand still."""
    yield from _cut_voices(draft, offer)
    yield from _left_out(draft, offer)
    yield from _held(draft, offer)


def _cut_voices(draft: Draft, offer: Offer) -> Iterator[Problem]:
    for said in draft.utterances:
        full = spoken_frames(said.spoken, offer.rate)
        if said.frames < full:
            yield Problem(
                path=said.script.path,
                message=f"This text takes {float(full / offer.rate):.1f} s with {said.voice}; OutputConfig.MaxDuration "
                f"cuts it after {float(said.frames / offer.rate):.1f} s.",
                hint="Shorten it, raise MaxDuration, or raise SpeechRate.",
                severity="warning",
            )


def _left_out(draft: Draft, offer: Offer) -> Iterator[Problem]:
    shown = {showing.pick.pool.index for showing in draft.showings}
    missing = [pool.name for pool in offer.groups if pool.index not in shown]
    if missing:
        seconds = float(draft.length / offer.rate)
        yield Problem(
            path="InputConfig.MediaGroupArray",
            message=f"{seconds:.1f} s have no room for {len(missing)} of {len(offer.groups)} groups.",
            hint="Use longer texts, fewer groups or a shorter SingleShotDuration.",
            severity="warning",
        )


def _held(draft: Draft, offer: Offer) -> Iterator[Problem]:
    second = float(offer.rate)
    for showing in draft.showings:
        shown = showing.pick.shown
        rest = (
            0.0 if shown.material.still else showing.frames / second - float(shown.shot.high - shown.shot.low) / SLOWEST
        )
        if rest > _HELD:
            pool, ref = showing.pick.pool, shown.material.ref
            yield Problem(
                path=f"InputConfig.MediaGroupArray[{pool.index}].MediaArray",
                message=f"{ref!r} is too short: its last picture stands still for {rest:.1f} s.",
                hint=f"Give the group {pool.name!r} more or longer material.",
                severity="warning",
            )
