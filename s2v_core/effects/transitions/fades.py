"""Changes of the whole picture at once: mixing, colours, brightness."""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np

from s2v_core.effects.frames import Frame
from s2v_core.effects.kernels.grid import Grid, smoothstep
from s2v_core.effects.kernels.light import scaled
from s2v_core.effects.kernels.mask import blend, reveal, weights
from s2v_core.effects.kernels.mask import fade as mixed
from s2v_core.effects.kernels.noise import smooth_noise
from s2v_core.effects.kernels.signal import grey
from s2v_core.effects.registry import Parameter
from s2v_core.effects.transitions.catalogue import colour, colour_parameters, transition

__all__: list[str] = []

_CATEGORY = "fade"


@transition("fade", category=_CATEGORY, look="plain cross-fade", linear=True)
def _fade(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    return mixed(a, b, p)


@transition(
    "fadecolor",
    category=_CATEGORY,
    look="fade through a colour",
    hold=Parameter(0.2, 0, 0.8, "part of the time that is all colour"),
    **colour_parameters(0, 0, 0),
)
def _fade_through_colour(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    end = (1 - params["hold"]) / 2
    picture, weight = (a, 1 - smoothstep(0, end, p)) if p < 0.5 else (b, smoothstep(1 - end, 1, p))
    red, green, blue = colour(params)
    dark = 1 - weight
    return scaled(picture, weight, (red * dark, green * dark, blue * dark))


@transition("fadegrayscale", category=_CATEGORY, look="fade through grey versions of both")
def _fade_through_grey(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = mixed(a, b, smoothstep(0.25, 0.75, p))
    return mixed(picture, grey(picture), smoothstep(0, 0.35, p) * (1 - smoothstep(0.65, 1, p)))


@transition("multiplyblend", category=_CATEGORY, look="both pictures multiplied at the middle")
def _multiply(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    product = np.asarray(cv2.multiply(a, b, scale=1 / 255), np.uint8)
    return mixed(a, product, smoothstep(0, 0.5, p)) if p < 0.5 else mixed(product, b, smoothstep(0.5, 1, p))


@transition("colorphase", category=_CATEGORY, look="each colour channel changes at a different moment")
def _colour_phase(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    starts = (0.0, 0.25, 0.5)
    parts = [
        cv2.addWeighted(old, 1 - weight, new, weight, 0)
        for old, new, weight in zip(
            cv2.split(a), cv2.split(b), (smoothstep(start, start + 0.5, p) for start in starts), strict=True
        )
    ]
    return np.asarray(cv2.merge(parts), np.uint8)


@transition(
    "burn", category=_CATEGORY, look="A burns out to B through a bright warm colour", **colour_parameters(230, 102, 51)
)
def _burn(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    light = 1 - abs(2 * p - 1)
    red, green, blue = colour(params)
    return scaled(mixed(a, b, smoothstep(0.2, 0.8, p)), 1.0, (red * light, green * light, blue * light))


@transition(
    "colordistance",
    category=_CATEGORY,
    look="pixels change the earlier, the closer the colours of A and B are",
    softness=Parameter(0.35, 0.05, 1, "how gently one pixel changes"),
)
def _colour_distance(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    distance = np.asarray(cv2.cvtColor(cv2.absdiff(a, b), cv2.COLOR_RGB2GRAY), np.uint8)
    counts = np.bincount(distance[::4, ::4].ravel(), minlength=256)
    closer = np.cumsum(counts) - counts / 2
    table = weights((closer / counts.sum()).astype(np.float32).reshape(1, 256), p, params["softness"])
    return blend(a, b, np.asarray(cv2.LUT(distance, table.reshape(256)), np.uint8))


@transition(
    "luma",
    category=_CATEGORY,
    look="revealed along the diagonal, bright places first",
    softness=Parameter(0.2, 0.02, 1, "width of the changing band"),
)
def _luma(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    grid = Grid.over(a)
    size = (grid.x.size, grid.y.size)
    dark = 1 - cv2.resize(cv2.cvtColor(b, cv2.COLOR_RGB2GRAY), size, interpolation=cv2.INTER_AREA) / np.float32(255)
    order = (grid.u + grid.v) * np.float32(0.33) + dark * np.float32(0.34)
    order = (order - order.min()) / max(float(np.ptp(order)), 1e-6)
    return reveal(a, b, order, p, params["softness"], grid)


@transition(
    "perlin",
    category=_CATEGORY,
    look="B spreads irregularly, like ink that follows clouds",
    scale=Parameter(4, 1, 20, "blobs along the shorter side"),
    softness=Parameter(0.12, 0.01, 1, "width of the changing band"),
)
def _perlin(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    grid = Grid.over(a, step=4)
    clouds = smooth_noise(grid, params["scale"], seed)
    return reveal(a, b, clouds * clouds * (3 - 2 * clouds), p, params["softness"], grid)
