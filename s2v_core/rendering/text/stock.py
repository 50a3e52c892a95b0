"""From a laid out text to what its moving pictures are made of."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

from s2v_core.rendering.text.font_book import FontBook
from s2v_core.rendering.text.geometry import Group, Text
from s2v_core.rendering.text.look import Look
from s2v_core.rendering.text.motion import Motion
from s2v_core.rendering.text.moving import Stock
from s2v_core.rendering.text.paint import Picture
from s2v_core.rendering.text.parts import Letter, in_parts, located
from s2v_core.rendering.text.runs import Run
from s2v_core.rendering.text.sprites import Area, Sprite, backdrop, cut_out
from s2v_core.rendering.text.typeset import Block, typeset

__all__ = ["stock_of"]

_MOST = 400
"""Letters that move by themselves; a longer text moves as a whole."""
_SAME = 1.5
"""Pixels by which the cut text may differ in width from the whole one and still be the same."""


def stock_of(
    runs: Sequence[Run],
    whole: Block,
    picture: Picture,
    look: Look,
    book: FontBook,
    *,
    scale: float,
    motion: Motion,
    lock: AbstractContextManager[Any],
) -> Stock:
    """Return what the text of ``runs``, laid out in ``whole`` and painted in ``picture``, moves with.

    A text stays one part where a font sets it in other lines when it is cut into letters, and if it is very long.

    Args:
        scale: how much larger the picture is on the canvas.
        lock: what to hold while Skia is used; ``cut`` of the stock does so by itself.
    """
    with lock:
        block, letters = _in_letters(runs, whole, look, book)
        behind = backdrop(block, look, book)
    text = Text(
        letters=letters,
        width=block.width,
        height=block.height,
        lines=block.lines,
        size=block.size,
        angle=look.angle,
        seconds=motion.seconds,
        spoken=motion.spoken,
        hurry=motion.speed,
    )
    spread = _spread(picture, text)

    def painted(groups: Sequence[Group]) -> list[Sprite | None]:
        rooms = [text.turned(group.room) for group in groups]
        with lock:
            return cut_out(block, look, book, [group.parts for group in groups], rooms, spread)

    middle = (-picture.x * scale, -picture.y * scale)
    return Stock(text=text, cut=painted, backdrop=behind, middle=middle, scale=scale)


def _in_letters(runs: Sequence[Run], whole: Block, look: Look, book: FontBook) -> tuple[Block, tuple[Letter, ...]]:
    """Return the text set anew from single parts, and these; one part, if that does not come out like the whole."""
    cut, letters = in_parts(runs)
    if 0 < len(letters) <= _MOST:
        block = typeset(cut, replace(look, angle=0.0) if look.plate else look, book)
        if block.lines == whole.lines and abs(block.width - whole.width) <= _SAME:
            return block, located(letters, block, book)
    return whole, (Letter(0, max((letter.end for letter in letters), default=0), 0, right=whole.width),)


def _spread(picture: Picture, text: Text) -> float:
    """Return by how many pixels the picture is larger than the block, on the side where it is most."""
    box = text.turned(Area(-text.width / 2, -text.height / 2, text.width / 2, text.height / 2))
    height, width = picture.rgba.shape[:2]
    right, bottom = picture.x + width, picture.y + height
    return float(max(box.left - picture.x, box.top - picture.y, right - box.right, bottom - box.bottom, 0.0))
