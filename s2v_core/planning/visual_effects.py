"""Visual effects on shots: which can be drawn, and what each shot gets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain

from s2v_core.effects import visual_effects
from s2v_core.errors import Problem
from s2v_core.job import ProcessConfig
from s2v_core.planning.draws import Chooser
from s2v_core.planning.fitting import Showing, runs
from s2v_core.planning.naming import alternatives, placed_names, unknown_names
from s2v_core.planning.transitions import Cut
from s2v_core.timeline.model import Effect

__all__ = ["EffectPool", "draw_effects", "effect_pool", "effect_problems"]

_PATH = "EditingConfig.ProcessConfig"
_FIRST = ("slightshow", "bluropen", "whiteshow", "slightrectshow")
_LATER = ("zoomslight", "zoominout", "slightshake", "heartbeat", "soulout")
"""What is drawn from where nothing is listed: ways to begin, and moves that suit any picture."""


@dataclass(frozen=True)
class EffectPool:
    """The names that can be drawn for the first shot, and for all later ones."""

    first: tuple[str, ...] = ()
    later: tuple[str, ...] = ()


def effect_pool(process: ProcessConfig) -> EffectPool:
    """Return what may be drawn: the lists' known names (``random``: every standard one), else a small built-in set."""
    if not process.allow_vfx_effect:
        return EffectPool()
    first, later = (alternatives(listed, visual_effects) for _, listed in _lists(process))
    return EffectPool(first or _FIRST, later or _LATER)


def effect_problems(process: ProcessConfig) -> list[Problem]:
    """Return an error for every name that is not known."""
    if not process.allow_vfx_effect:
        return []
    named = (placed_names(f"{_PATH}.{field}", listed) for field, listed in _lists(process))
    return unknown_names(chain.from_iterable(named), visual_effects)


def draw_effects(
    chooser: Chooser,
    pool: EffectPool,
    process: ProcessConfig,
    showings: Sequence[Showing],
    cuts: Sequence[Cut | None],
    rate: Fraction,
) -> list[tuple[Effect, ...]]:
    """Return the visual effect of each shot, or nothing.

    One on a still that goes on through several shots goes on as well. ``cuts[i]`` is the transition at the end of
    shot ``i``; an effect is seen throughout it.
    """
    drawn: list[tuple[Effect, ...]] = []
    at = 0
    for run in runs(showings):
        place = len(drawn)
        frames = sum(showing.frames for showing in run)
        name = _draw(chooser, pool.later if place else pool.first, process, place)
        times = {} if len(run) == 1 else _times(at, at + frames, _around(cuts, place, len(run)), rate)
        drawn += [() if name is None else (Effect(type="VFX", sub_type=name, params=times),)] * len(run)
        at += frames
    return drawn


def _draw(chooser: Chooser, names: Sequence[str], process: ProcessConfig, place: int) -> str | None:
    chance, slot = process.vfx_effect_probability, str(place)
    if not names or (chance < 1 and chooser.fraction("effect_chance", slot) >= chance):
        return None
    return chooser.choose("effect", names, slot=slot, place=place)


def _around(cuts: Sequence[Cut | None], place: int, count: int) -> tuple[int, int]:
    """Return how many frames transitions show of so many shots, before the first and after the last of them."""
    before = cuts[place - 1] if place else None
    after = cuts[place + count - 1] if place + count - 1 < len(cuts) else None
    return before.before if before else 0, after.after if after else 0


def _times(start: int, end: int, around: tuple[int, int], rate: Fraction) -> dict[str, float]:
    first, last = ((start - around[0]) / rate, (end + around[1]) / rate)
    return {"TimelineIn": round(float(first), 4), "TimelineOut": round(float(last), 4)}


def _lists(process: ProcessConfig) -> tuple[tuple[str, Sequence[str]], tuple[str, Sequence[str]]]:
    return (
        ("VfxFirstClipEffectList", process.vfx_first_clip_effect_list),
        ("VfxNotFirstClipEffectList", process.vfx_not_first_clip_effect_list),
    )
