"""The camera flies out of A and into B, with the blur of its motion."""

from __future__ import annotations

import math
from collections.abc import Mapping

from s2v_core.effects.frames import Frame
from s2v_core.effects.kernels.camera import Pose, PoseAt, filmed, filmed_change
from s2v_core.effects.kernels.easing import ease_in_out, elastic
from s2v_core.effects.kernels.grid import Grid, smoothstep
from s2v_core.effects.kernels.mask import reveal
from s2v_core.effects.registry import Parameter
from s2v_core.effects.transitions.advanced.naming import advanced

__all__ = ["flown"]

_ZOOM = Parameter(2.4, 1.2, 6, "how far both are enlarged or shrunk at the change")


def flown(a: Frame, b: Frame, p: float, of_a: PoseAt, of_b: PoseAt, overlap: float = 0.06) -> Frame:
    """Return A in motion, B in motion, or both mixed within ``overlap`` of the middle."""
    return filmed_change(a, b, p, of_a, of_b, smoothstep(0.5 - overlap, 0.5 + overlap, p))


@advanced("atom_zoom_in", look="the camera rushes into A and comes to rest on B", scale=_ZOOM)
def _zoom_in(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    return _zoomed(a, b, p, math.log(params["scale"]))


@advanced("atom_zoom_out", look="the camera rushes back from A until B is whole", scale=_ZOOM)
def _zoom_out(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    return _zoomed(a, b, p, -math.log(params["scale"]))


@advanced(
    "atom_camera_move2",
    look="the camera dives aside into A, rolling, and swings round onto B",
    strength=Parameter(1, 0.2, 2, "how far it dives and rolls"),
)
def _camera_move(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    strength = params["strength"]

    def dive(amount: float, side: float) -> Pose:
        far = amount * strength
        return Pose(-0.55 * far * side, 0.16 * far * side, 1 + 0.9 * far, -16 * far * side)

    return flown(a, b, p, lambda q: dive(ease_in_out(q), 1), lambda q: dive(1 - ease_in_out(q), -1))


@advanced("atom_move_blur1", look="the camera is torn upwards out of A and drops onto B")
def _move_blur(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    tall = 2 * a.shape[0] / min(a.shape[:2])
    return flown(
        a,
        b,
        p,
        lambda q: Pose(y=tall * ease_in_out(q, 4)),
        lambda q: Pose(y=tall * (ease_in_out(q, 4) - 1)),
    )


@advanced("atom_horizontal_move_blur", look="a whip pan: A is torn aside in streaks, B stops with a small rebound")
def _horizontal_move_blur(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    wide = 2 * a.shape[1] / min(a.shape[:2])

    def rebound(q: float) -> float:
        return 0.04 * math.sin(math.pi * smoothstep(0.62, 1, q) * 2) * (1 - q) * 4

    return flown(
        a,
        b,
        p,
        lambda q: Pose(x=-wide * ease_in_out(q, 5)),
        lambda q: Pose(x=wide * (1 - ease_in_out(q, 5)) - rebound(q)),
    )


@advanced("lower_left", look="the view shoots towards the lower left corner and out of the one of B")
def _lower_left(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    return _cornered(a, b, p, 1, -1)


@advanced("upper_right", look="the view shoots towards the upper right corner and out of the one of B")
def _upper_right(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    return _cornered(a, b, p, -1, 1)


@advanced("atom_flying_up", look="A lifts off, shrinking and turning a little, and B rises after it")
def _flying_up(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    tall = a.shape[0] / min(a.shape[:2])

    def away(q: float) -> Pose:
        gone = ease_in_out(q)
        return Pose(0.2 * gone, -1.2 * tall * gone, 1 - 0.35 * gone, -9 * gone)

    def near(q: float) -> Pose:
        left = 1 - ease_in_out(q)
        return Pose(-0.1 * left, 0.9 * tall * left, 1 + 0.6 * left, 5 * left)

    return flown(a, b, p, away, near)


@advanced("bounce_feather_camera", look="B springs forward out of a soft circle like a camera on a rubber band")
def _bounce_feather(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    def pulled(q: float) -> Pose:
        return Pose(scale=1.9 - 0.9 * elastic(smoothstep(0.15, 1, q) * 0.4 + q * 0.6, 3))

    def leaning(q: float) -> Pose:
        return Pose(scale=1 + 0.5 * ease_in_out(min(q / 0.7, 1.0)))

    opened = smoothstep(0.08, 0.7, p)
    if opened <= 0:
        return filmed(a, leaning, p)
    if opened >= 1:
        return filmed(b, pulled, p)
    grid = Grid.over(a)
    return reveal(filmed(a, leaning, p), filmed(b, pulled, p), grid.radius, opened, 0.7, grid)


def _zoomed(a: Frame, b: Frame, p: float, depth: float) -> Frame:
    return flown(
        a,
        b,
        p,
        lambda q: Pose(scale=math.exp(depth * ease_in_out(q))),
        lambda q: Pose(scale=math.exp(depth * (ease_in_out(q) - 1))),
    )


def _cornered(a: Frame, b: Frame, p: float, right: float, down: float) -> Frame:
    """Move both pictures along a diagonal and enlarge them on the way, so that no mirrored border is seen at rest."""
    wide, tall = (length / min(a.shape[:2]) for length in (a.shape[1], a.shape[0]))

    def there(far: float, enlarged: float) -> Pose:
        return Pose(right * wide * far, down * tall * far, 1 + 0.8 * enlarged)

    return flown(
        a,
        b,
        p,
        lambda q: there(ease_in_out(q), ease_in_out(q)),
        lambda q: there(ease_in_out(q) - 1, 1 - ease_in_out(q)),
    )
