"""A signal that fails: torn rows, colours apart, broken blocks and snow."""

from __future__ import annotations

import math
from collections.abc import Mapping

import cv2
import numpy as np
from numpy.typing import NDArray

from s2v_core.effects.frames import Field, Frame, FrameAt
from s2v_core.effects.kernels.grid import smoothstep
from s2v_core.effects.kernels.light import apart
from s2v_core.effects.kernels.lightmap import dimmed
from s2v_core.effects.kernels.mask import fade
from s2v_core.effects.kernels.noise import random_field
from s2v_core.effects.kernels.signal import grey, noisy, rolled, rows_shifted, scan_lines, seed_at, shaded
from s2v_core.effects.kernels.warp import zoomed
from s2v_core.effects.registry import Parameter
from s2v_core.effects.visual.advanced.catalogue import advanced

__all__: list[str] = []

_STRENGTH = Parameter(1, 0.1, 2, "how bad the signal is")


@advanced(
    "bad_singal_1", look="digital tears: bands of the picture jump aside with their colours apart", strength=_STRENGTH
)
def _torn_bands(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    height, width = picture.shape[:2]
    fit = params["strength"] * (0.35 + 0.65 * _fits(t, seed, 1.6))
    parted = apart(picture, round(0.012 * width * fit) + 1)
    chance = random_field(3, 12, seed_at(seed, t, 14))
    moves = np.zeros(height)
    for place, tall, jump in chance.T.tolist():
        top = int(place * height)
        if jump > 0.35:
            moves[top : top + 1 + int(tall**2 * 0.14 * height)] = (jump * 2 - 1.35) * 0.32 * width * fit
    return rows_shifted(parted, moves)


@advanced("bad_singal_2", look="the picture rolls through with a black bar and a torn edge", strength=_STRENGTH)
def _rolling(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    height, width = picture.shape[:2]
    cycle = t / 1.5
    way = smoothstep(0.3, 1.0, cycle - math.floor(cycle))
    place = np.mod((np.arange(height) + 0.5) / height - way, 1)
    seam = np.minimum(place, 1 - place)
    wobble = np.sin(place * 9 + t * 11) * np.exp(-seam * 9) * 0.05 * width * params["strength"]
    torn = rows_shifted(rolled(picture, way), wobble + 0.004 * width * np.sin(place * 70 + t * 23))
    bar = np.clip((seam - 0.022) / 0.006, 0, 1).reshape(-1, 1).astype(np.float32)
    return noisy(shaded(torn, bar, scan_lines(height, width, 180, 0.22)), seed_at(seed, t, 25), 0.14)


@advanced(
    "bad_singal_3", look="a worn video cassette: soft colours, skewed rows and a band of static", strength=_STRENGTH
)
def _worn_tape(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    height, width = picture.shape[:2]
    strength = params["strength"]
    bled = dimmed(_colours_bled(picture, 0.035 * width * strength), 0.94)
    rows = (np.arange(height) + 0.5) / height
    jitter = np.repeat(random_field(1, 240, seed_at(seed, t, 25))[0] - 0.5, math.ceil(height / 240))[:height]
    band = np.exp(-(((rows - (1.15 - (t * 0.22) % 1.4)) / 0.05) ** 2))
    foot = np.exp(-(1 - rows) / 0.03)
    moves = (jitter * 0.007 + band * (0.06 + jitter * 0.16) + foot * (0.16 + 0.05 * math.sin(t * 9))) * width * strength
    return _static_in(rows_shifted(bled, moves), np.clip(band + foot * 0.7, 0, 1), seed_at(seed, t, 25))


@advanced(
    "bad_singal_4", look="the station fades into snow and comes back, bent and without colours", strength=_STRENGTH
)
def _drowned(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    height, width = picture.shape[:2]
    bad = min(1.0, params["strength"] * (0.45 + 0.55 * (0.5 + 0.5 * math.sin(t * 2.3 + 1))))
    rows = (np.arange(height) + 0.5) / height
    bend = (0.09 * np.exp(-rows * 7) + 0.012 * np.sin(rows * 21 + t * 7) * np.sin(rows * 5 - t * 3)) * width * bad
    pale = fade(picture, grey(picture), 0.6 + 0.4 * bad)
    ghost = np.asarray(
        cv2.addWeighted(pale, 0.75, rows_shifted(pale, np.full(height, 0.035 * width)), 0.25, 0), np.uint8
    )
    bent = rows_shifted(ghost, bend)
    return noisy(
        shaded(bent, scan_lines(height, width, 180, 0.25)), seed_at(seed, t, 30), 0.25 + 0.75 * bad, fineness=300
    )


@advanced(
    "bad_singal_5", look="broken digital reception: blocks freeze, repeat and take false colours", strength=_STRENGTH
)
def _broken_blocks(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    height, width = picture.shape[:2]
    cell = max(2, round(min(height, width) / 18))
    columns, rows = -(-width // cell), -(-height // cell)
    moment = seed_at(seed, t, 8)
    bad = params["strength"] * (0.16 + 0.3 * _fits(t, seed + 5, 1.1))
    run = cv2.blur(random_field(rows, columns, moment), (9, 1))
    broken = (run < float(np.quantile(run, min(bad, 0.9)))).astype(np.uint8)
    chance = random_field(1, 4, moment + 1)[0]
    coarse = np.roll(
        _mosaic(picture, cell, columns, rows), (round(float(chance[3]) * rows / 2) * cell, cell * 2), axis=(0, 1)
    )
    false = np.asarray(
        cv2.addWeighted(
            np.roll(coarse, round(float(chance[0]) * 6) * cell, axis=1)[..., [1, 2, 0]], 0.6, coarse, 0.5, 0
        ),
        np.uint8,
    )
    result = picture.copy()
    cv2.copyTo(coarse, _enlarged(broken, cell, height, width), result)
    kind = random_field(rows, columns, moment + 2)
    cv2.copyTo(false, _enlarged(broken & (kind < 0.3).astype(np.uint8), cell, height, width), result)
    top = round(float(chance[1]) * rows) * cell
    result[top : top + cell] = np.roll(result[top : top + cell], round(float(chance[2]) * columns) * cell, axis=1)
    return result


@advanced("singal_glitch_1", look="red and cyan ghosts pulse apart while slices jump", strength=_STRENGTH)
def _ghosts(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    height, width = picture.shape[:2]
    pulse = math.sin(t * 3.4) ** 2 * params["strength"]
    chance = random_field(3, 5, seed_at(seed, t, 12))
    parted = apart(
        zoomed(picture, 1 + 0.05 * pulse),
        round((0.01 + 0.026 * pulse) * width),
        round(0.012 * pulse * height * math.sin(t * 5)),
    )
    moves = np.zeros(height)
    for place, tall, jump in chance.T.tolist():
        top = int(place * height)
        moves[top : top + int((0.01 + 0.05 * tall) * height)] = (jump - 0.5) * 0.16 * width * (0.25 + pulse)
    return rows_shifted(parted, moves)


@advanced("singal_glitch_2", look="parts of rows smear into long stripes of colour", strength=_STRENGTH)
def _smeared_rows(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    height, width = picture.shape[:2]
    result = picture.copy()
    for index in range(4):
        pace = 1.1 + 0.37 * index
        turn = t * pace + 0.29 * index
        part = turn - math.floor(turn)
        place, tall, start, side = random_field(1, 4, seed_at(seed + 101 * index, turn, 1))[0].tolist()
        top = int(place * height * 0.9)
        bottom = top + max(1, int((0.03 + 0.13 * tall) * height))
        grown = smoothstep(0, 0.35, part) * (1 - smoothstep(0.65, 1, part)) * min(params["strength"], 1.4)
        column = int((0.15 + 0.7 * start) * (width - 1))
        room = width - column if side < 0.5 else column
        long = min(room, int(room * grown))
        if long > 0:
            there = slice(column, column + long) if side < 0.5 else slice(column - long, column)
            result[top:bottom, there] = picture[top:bottom, column : column + 1]
    return apart(result, max(1, round(0.004 * width * params["strength"])))


def _fits(t: float, seed: int, pace: float) -> float:
    """Return how badly it fails at ``t``, 0 to 1: calm spells and short fits, ``pace`` of them in a second."""
    place = t * pace
    worst = float(random_field(1, 1, seed_at(seed, place, 1))[0, 0])
    return worst * math.sin(math.pi * (place % 1)) ** 2


def _colours_bled(picture: Frame, reach: float) -> Frame:
    """Return the picture with its colours smeared sideways by ``reach`` pixels while its brightness stays sharp."""
    height, width = picture.shape[:2]
    luma, *chroma = cv2.split(cv2.cvtColor(picture, cv2.COLOR_RGB2YCrCb))
    quarter = max(1, width // 4), max(1, height // 4)
    smeared = []
    for plane in chroma:
        small = cv2.blur(cv2.resize(plane, quarter, interpolation=cv2.INTER_AREA), (max(1, round(reach / 2)), 1))
        moved = np.roll(small, round(reach / 6), axis=1)
        smeared.append(cv2.resize(moved, (width, height), interpolation=cv2.INTER_LINEAR))
    return np.asarray(cv2.cvtColor(cv2.merge([luma, *smeared]), cv2.COLOR_YCrCb2RGB), np.uint8)


def _static_in(picture: Frame, amount: Field, seed: int) -> Frame:
    """Return the picture (changed) with white flecks of static in the rows that ``amount`` (H,), 0 to 1, names."""
    for top, bottom in _runs(amount > 0.08):
        part = picture[top:bottom]
        height, width = part.shape[:2]
        grain = max(1.0, min(picture.shape[:2]) / 300)
        rows, columns = max(1, round(height / grain)), max(1, round(width / grain / 9))
        flecks = cv2.resize(random_field(rows, columns, seed), (width, height), interpolation=cv2.INTER_LINEAR)
        share = amount[top:bottom, None].astype(np.float32) * np.float32(0.42)
        light = np.clip((flecks - 1 + share) * 900, 0, 210).astype(np.uint8)
        picture[top:bottom] = cv2.add(part, cv2.merge([light, light, light]))
    return noisy(picture, seed + 1, 0.1, colour=True)


def _runs(chosen: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return where runs of chosen rows begin and end."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], chosen, [False]]).astype(np.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _mosaic(picture: Frame, cell: int, columns: int, rows: int) -> Frame:
    """Return the picture in squares of about half a cell."""
    small = cv2.resize(picture, (columns * 2, rows * 2), interpolation=cv2.INTER_AREA)
    return _enlarged(np.asarray(small, np.uint8), cell / 2, *picture.shape[:2])


def _enlarged(cells: Frame, cell: float, height: int, width: int) -> Frame:
    """Return cells of ``cell`` pixels each, cut to ``height`` x ``width``."""
    size = round(cells.shape[1] * cell), round(cells.shape[0] * cell)
    return np.ascontiguousarray(cv2.resize(cells, size, interpolation=cv2.INTER_NEAREST)[:height, :width])
