"""Texts that move: the pictures of their frames, from the sprites of their parts."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from s2v_core.effects.kernels.grid import smoothstep
from s2v_core.effects.lettering import Pose, Unit
from s2v_core.rendering.overlay import Overlay
from s2v_core.rendering.stamps import Stamp, premultiplied_stamp
from s2v_core.rendering.text.board import Board, Matrix, Print, around, blurred, tinted
from s2v_core.rendering.text.geometry import Group, Text
from s2v_core.rendering.text.hiding import visible
from s2v_core.rendering.text.motion import Motion, Voice
from s2v_core.rendering.text.ornaments import ornament
from s2v_core.rendering.text.shares import Shares
from s2v_core.rendering.text.sprites import Area, Sprite, premultiplied
from s2v_core.rendering.text.stands import Stand, stand_of
from s2v_core.timeline.model import Canvas

__all__ = ["Composition", "MovingOverlay", "Stock"]

_FINEST: tuple[Unit, ...] = ("letter", "word", "line", "text")
_BACKDROP = 0.35
"""Share of its coming in which what lies behind the whole text fades in, when letters come by themselves."""
_LETTERS = 2
"""Number of the layer of a piece that holds its letters."""
_ORNAMENT = 0.75
"""Size in em at which ornaments are drawn, whatever they come to be."""
_FAINT = 0.004
"""Alpha below which nothing is seen."""
_SHARP = 0.4
"""Pixels of blur that are not seen."""


@dataclass(frozen=True, eq=False)
class Stock:
    """What a text can be drawn from.

    ``cut(groups)`` paints groups of parts alone; ``backdrop`` is what lies behind them. The middle of the text's block
    is the point ``middle`` of the still picture, where sprites come out ``scale`` times as large.
    """

    text: Text
    cut: Callable[[Sequence[Group]], list[Sprite | None]]
    backdrop: Sprite | None
    middle: tuple[float, float]
    scale: float


@dataclass(frozen=True, eq=False)
class MovingOverlay(Overlay):
    """A text that moves in some of its frames, and stands still, as its picture shows, in the others."""

    motion: Motion = field(kw_only=True)
    stock: Callable[[], Stock] = field(kw_only=True)
    canvas: Canvas = field(kw_only=True)

    @cached_property
    def composition(self) -> Composition:
        """What draws the frames in which the text moves."""
        return Composition(self.rgba, self.stock())

    def stamp_at(self, frame: int) -> Stamp | None:
        """Return what is drawn on frame ``frame`` of the timeline; None for nothing."""
        voices = self.motion.voices(frame - (self.span.start if self.span else 0))
        if not voices:
            return self.stamp
        window = Area(-self.x, -self.y, self.canvas.width - self.x, self.canvas.height - self.y)
        board = self.composition.drawn(voices, window)
        if board is None:
            return None
        return premultiplied_stamp(board.pixels, self.x + int(board.area.left), self.y + int(board.area.top))


@dataclass(frozen=True, eq=False)
class _Piece:
    """A group of parts with its picture, in layers from back to front; None where there is nothing.

    ``at`` takes pixels of the layers to points of the screen, from the middle of the block. ``plain``: it may take
    another colour; emoji keep theirs.
    """

    group: Group
    layers: Sequence[Any]
    at: Matrix
    plain: bool

    @property
    def width(self) -> int:
        """Width of the layers in pixels."""
        return int(self.layers[_LETTERS].shape[1])

    @property
    def height(self) -> int:
        """Height of the layers in pixels."""
        return int(self.layers[_LETTERS].shape[0])


_Standing = tuple[_Piece, Stand]


class Composition:
    """Draws a text with ``still`` (H x W x 4 uint8, straight alpha), its picture at rest, from ``stock``.

    Wherever parts and those they touch are in place the still picture itself is shown: so nothing jumps in the end.
    """

    def __init__(self, still: NDArray[np.uint8], stock: Stock) -> None:
        self._still = premultiplied(still)
        self._text, self._stock = stock.text, stock
        self._size = stock.text.size * stock.scale
        self._pieces: dict[Unit, list[_Piece]] = {}
        self._shares: dict[Unit, Shares] = {}

    def drawn(self, voices: Sequence[Voice], window: Area) -> Board | None:
        """Return the picture that the voices make, in pixels from the corner of the still one; None: nothing is seen.

        Args:
            window: what of the screen is seen, in the same pixels.
        """
        unit = next(unit for unit in _FINEST if any(voice.animation.unit == unit for voice in voices))
        pieces = self._pieces_of(unit)
        standing = [(piece, self._stand(piece.group, voices)) for piece in pieces]
        resting = self._resting(unit, standing, voices)
        prints = [
            *self._behind(voices, unit, window),
            *_in_layers(self._prints(piece, stand, window) for piece, stand in self._moving(unit, standing, resting)),
            *self._ornaments(voices, window),
        ]
        shown = [one for one in prints if one is not None]
        areas = [one.area for one in shown]
        if any(resting):
            areas.append(Area(0, 0, self._still.shape[1], self._still.shape[0]))
        if not areas:
            return None
        board = Board(areas)
        board.put(shown)
        if any(resting):
            board.mix(self._still, self._shares_of(unit).spread(resting))
        return board

    def _pieces_of(self, unit: Unit) -> list[_Piece]:
        if unit not in self._pieces:
            self._pieces[unit] = list(self._cut(unit))
        return self._pieces[unit]

    def _cut(self, unit: Unit) -> Iterator[_Piece]:
        text, scale = self._text, self._stock.scale
        groups = text.groups(unit)
        if unit == "text":
            yield _Piece(groups[0], (None, None, self._still), self._placed(), plain=False)
            return
        for group, sprite in zip(groups, self._stock.cut(groups), strict=True):
            if sprite is not None:
                at = Matrix(xx=scale, x=sprite.x * scale, yy=scale, y=sprite.y * scale)
                plain = not all(text.letters[part].emoji for part in group.parts)
                yield _Piece(group, sprite.layers, at, plain)

    def _placed(self) -> Matrix:
        """Return the way from the screen's pixels, from the corner of the still picture, to the middle of the block."""
        middle_x, middle_y = self._stock.middle
        return Matrix(x=-middle_x, y=-middle_y)

    def _stand(self, group: Group, voices: Sequence[Voice]) -> Stand:
        return stand_of(group, voices, self._text, self._size, self._stock.scale)

    def _resting(self, unit: Unit, standing: Sequence[_Standing], voices: Sequence[Voice]) -> list[float]:
        """Return for each piece how much of the still picture is shown where it belongs, 0 to 1."""
        if unit == "text" or (self._stock.backdrop and self._behind_alpha(voices) < 1):
            return []
        settled = [stand.settled(piece.width, piece.height, piece.at) for piece, stand in standing]
        return self._shares_of(unit).together(settled) if any(settled) else []

    def _moving(self, unit: Unit, standing: Sequence[_Standing], resting: Sequence[float]) -> Sequence[_Standing]:
        """Return the pieces that have to be drawn: not those of which the still picture shows everything."""
        if not any(resting):
            return standing
        covered = self._shares_of(unit).together(resting)
        return [pair for pair, share in zip(standing, covered, strict=True) if share < 1]

    def _shares_of(self, unit: Unit) -> Shares:
        if unit not in self._shares:
            middle_x, middle_y = self._stock.middle
            inks = [
                (self._ink(piece), round(piece.at.x + middle_x), round(piece.at.y + middle_y))
                for piece in self._pieces_of(unit)
            ]
            self._shares[unit] = Shares(self._still.shape[1], self._still.shape[0], inks)
        return self._shares[unit]

    def _ink(self, piece: _Piece) -> Any:
        """Return how much ink of a piece is where, in pixels of the screen; letters count more than what they cast."""
        alphas = [layer[..., 3] >> (_LETTERS - place) for place, layer in enumerate(piece.layers) if layer is not None]
        ink = np.ascontiguousarray(np.max(alphas, axis=0))
        size = (max(1, round(ink.shape[1] * piece.at.xx)), max(1, round(ink.shape[0] * piece.at.yy)))
        return ink if size == ink.shape[::-1] else cv2.resize(ink, size, interpolation=cv2.INTER_AREA)

    def _prints(self, piece: _Piece, stand: Stand, window: Area) -> Sequence[Print | None]:
        """Return the layers of a piece where it stands; nothing if nothing of it is seen."""
        alpha = stand.alpha
        if alpha <= _FAINT:
            return ()
        layers, matrix = piece.layers, stand.matrix.after(piece.at).moved(*self._stock.middle)
        blur = stand.blur * self._size
        if blur > _SHARP:
            softened = [None if layer is None else blurred(layer, blur) for layer in layers]
            layers = [None if soft is None else soft[0] for soft in softened]
            matrix = matrix.after(next(soft[1] for soft in softened if soft is not None))
        area = around(layers[_LETTERS], matrix, window)
        if area is None:
            return ()
        mask = self._mask(stand, area)
        return [
            None if layer is None else Print(self._tinted(layer, place, piece, stand), matrix, area, alpha, mask)
            for place, layer in enumerate(layers)
        ]

    def _tinted(self, picture: Any, place: int, piece: _Piece, stand: Stand) -> Any:
        if place == _LETTERS and piece.plain:
            for pose, _ in stand.poses:
                if pose.tint is not None and pose.tint.strength > 0:
                    picture = tinted(picture, pose.tint.colour, min(pose.tint.strength, 1.0))
        return picture

    def _mask(self, stand: Stand, area: Area) -> Any:
        middle_x, middle_y = self._stock.middle
        here = Area(area.left - middle_x, area.top - middle_y, area.right - middle_x, area.bottom - middle_y)
        mask: Any = None
        for pose, group in stand.poses:
            if pose.reveal is not None:
                room = group.room.times(self._stock.scale)
                seen = visible(pose.reveal, here, room, self._size, self._text.angle)
                mask = seen if mask is None else np.minimum(mask, seen)
        return mask

    def _behind(self, voices: Sequence[Voice], unit: Unit, window: Area) -> list[Print | None]:
        sprite = self._stock.backdrop
        if sprite is None or unit == "text":
            return []
        scale = self._stock.scale
        at = Matrix(xx=scale, x=sprite.x * scale, yy=scale, y=sprite.y * scale)
        whole = self._text.groups("text")[0]
        together = [voice for voice in voices if voice.animation.unit == "text"]
        moved = self._stand(whole, together)
        stand = Stand([(Pose(alpha=self._behind_alpha(voices)), whole), *moved.poses], moved.matrix)
        return list(self._prints(_Piece(whole, sprite.layers, at, plain=False), stand, window))

    def _behind_alpha(self, voices: Sequence[Voice]) -> float:
        """Return how much is seen of what lies behind the text: it fades where the parts come by themselves."""
        moments = [voice.moment for voice in voices if voice.passing and voice.animation.unit != "text"]
        return math.prod(smoothstep(0, _BACKDROP, moment) for moment in moments)

    def _ornaments(self, voices: Sequence[Voice], window: Area) -> Iterator[Print | None]:
        middle_x, middle_y = self._stock.middle
        for voice in voices:
            places = [group.place for group in self._text.groups(voice.animation.unit)]
            for one in voice.animation.ornaments(voice.moment, places):
                pixels = max(2, round(_ORNAMENT * self._size))
                picture = ornament(one.shape, pixels, one.colour)
                x, y = self._text.on_screen(one.x * self._size, one.y * self._size)
                height, width = picture.shape[:2]
                ratio = one.size * self._size / pixels
                turn = math.radians(one.turn - self._text.angle)
                cos, sin = ratio * math.cos(turn), ratio * math.sin(turn)
                there = Matrix(cos, -sin, middle_x + x, sin, cos, middle_y + y)
                matrix = there.after(Matrix(x=-width / 2, y=-height / 2))
                area = around(picture, matrix, window)
                if area is not None and one.alpha > _FAINT and one.size > 0:
                    yield Print(picture, matrix, area, one.alpha)


def _in_layers(prints: Iterable[Sequence[Print | None]]) -> list[Print | None]:
    """Return the layers of all pieces, the backmost of each first."""
    known = list(prints)
    return [layers[place] for place in range(_LETTERS + 1) for layers in known if layers]
