"""Light and darkness flash over the change."""

from __future__ import annotations

import math
from collections.abc import Mapping

from s2v_core.effects.frames import Frame
from s2v_core.effects.kernels.camera import Pose, filmed_change, posed
from s2v_core.effects.kernels.easing import between, bounced, ease_in_out, ease_out
from s2v_core.effects.kernels.grid import smoothstep, triangle
from s2v_core.effects.kernels.light import bloomed, exposed, faded_memory, faded_to
from s2v_core.effects.kernels.mask import fade
from s2v_core.effects.registry import Parameter
from s2v_core.effects.transitions.advanced.moves import flown
from s2v_core.effects.transitions.advanced.naming import advanced

__all__: list[str] = []

_IMPACTS = ((0.6, 1.0), (0.81, 0.5), (0.95, 0.2))
"""When B hits the picture's plane, and how strong the flash is."""
_JUMPS = ((0.14, 1.14), (0.27, 1.34), (0.39, 1.62))
"""When A jumps forward, and how much larger it is then."""
_MEMORIES = (False, True, False, True, True, False, True, True)
"""Whether B is seen, one after the other."""


@advanced("flash_white", look="A flares up in glowing white, which fades to show B")
def _flash_white(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    if p < 0.4:
        return _whitened(bloomed(a, 1.6 * smoothstep(0, 0.4, p)), smoothstep(0.12, 0.4, p))
    rest = 1 - smoothstep(0.4, 1, p)
    return _whitened(bloomed(b, 1.6 * rest), rest**2)


@advanced("flash_black", look="the exposure drops to black with a flicker, and B comes out of the dark, lights first")
def _flash_black(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    flicker = 1.2 * math.sin(p * 34) ** 2 * triangle(p)
    if p < 0.45:
        return exposed(a, -9 * smoothstep(0, 0.45, p) ** 1.5 + flicker)
    return exposed(b, -9 * (1 - smoothstep(0.45, 1, p)) ** 1.5 + flicker)


@advanced(
    "exposure",
    look="A is overexposed until only its shadows are left, and B is exposed back from there",
    stops=Parameter(5, 1, 8, "how many times the light doubles"),
)
def _exposure(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    amount = triangle(p)
    return exposed(fade(a, b, smoothstep(0.42, 0.58, p)), params["stops"] * amount)


@advanced("bounce_flash", look="B drops onto A and bounces, with a flash at each impact")
def _bounce_flash(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    def away(q: float) -> Pose:
        return Pose(scale=1 - 0.25 * smoothstep(0, 0.4, q))

    def dropped(q: float) -> Pose:
        return Pose(scale=1 + 0.9 * (1 - bounced(between(0.33, 1, q))))

    light = sum(force * math.exp(-(p - moment) * 16) for moment, force in _IMPACTS if p >= moment)
    drawn = filmed_change(a, b, p, away, dropped, smoothstep(0.33, 0.45, p))
    return _whitened(drawn, 0.75 * light * (1 - smoothstep(0.9, 1, p)))


@advanced("spin_flash", look="A whirls into a white flash, out of which B whirls back")
def _spin_flash(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    def whirled(q: float, done: float) -> Pose:
        return Pose(scale=1 + 0.9 * triangle(q), turn=-180 * (ease_in_out(q, 3.5) - done))

    drawn = flown(a, b, p, lambda q: whirled(q, 0), lambda q: whirled(q, 1), 0.03)
    return _whitened(drawn, math.exp(-(((p - 0.5) / 0.11) ** 2)))


@advanced("jump_flash", look="A jumps closer three times, each time with a flash, and then it is B")
def _jump_flash(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    if p >= 0.5:
        rest = 1 - ease_out(between(0.5, 1, p), 3)
        return _whitened(posed(b, Pose(scale=1 + 0.3 * rest)), 0.9 * rest**2)
    scale, light = 1.0, 0.0
    for moment, size in _JUMPS:
        if p >= moment:
            scale, light = size, math.exp(-(p - moment) * 22)
    return _whitened(posed(a, Pose(scale=scale * (1 + 0.1 * p))), 0.5 * light)


@advanced("flashback", look="pale warm memories of both flicker past until B stays")
def _flashback(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    place = between(0.12, 0.88, p) * len(_MEMORIES)
    number = min(int(place), len(_MEMORIES) - 1)
    picture = b if _MEMORIES[number] and p > 0.12 else a
    amount = smoothstep(0, 0.2, p) * (1 - smoothstep(0.8, 1, p))
    drift = 0.14 * amount * (place - number)
    memory = faded_memory(posed(picture, Pose(scale=1 + 0.06 * amount + drift)), amount)
    return _whitened(memory, 0.7 * amount * math.exp(-(place - number) * 5))


def _whitened(picture: Frame, amount: float) -> Frame:
    """Return the picture with ``amount`` (0 to 1) of white in place of its own light."""
    light = min(max(amount, 0.0), 1.0)
    return picture if light == 0 else faded_to(picture, 255, light)
