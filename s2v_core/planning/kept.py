"""What the document keeps of single outputs beside their decisions.

These are locks in ``OutputConfig.S2V.Draws`` of decisions that are never drawn: ``order`` lists the slots of shots,
``caption`` (slot: the group, empty in global mode) gives the ``Text`` that is shown while the ``Script`` is spoken, and
``start`` has an output drawn from a ``Seed`` of its own, with the ``Digits`` that once kept it apart from others: what
was drawn decides how many shots there are, and how long, so that locks of single decisions do not hold a whole output.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from s2v_core.planning.fitting import Showing
from s2v_core.planning.overrides import Fixings
from s2v_core.timeline.model import Word

__all__ = ["Start", "caption_of", "placed_words", "reordered", "start_of"]

_ORDER = "order"
_CAPTION = "caption"
_START = "start"


@dataclass(frozen=True)
class Start:
    """What an output is drawn from: a seed, and which alternatives are taken, by the names of decisions."""

    seed: int
    digits: Mapping[str, int]


def start_of(fixings: Fixings) -> Start | None:
    """Return what an output is drawn from; None: from what all are."""
    fix = fixings.find(_START, "")
    value: Any = fix.entry.value if fix is not None else None
    if fix is None or not isinstance(value, Mapping) or type(value.get("Seed")) is not int:
        return None
    digits = value.get("Digits")
    given = digits.items() if isinstance(digits, Mapping) else ()
    fixings.honour(fix)
    return Start(value["Seed"], {str(name): digit for name, digit in given if type(digit) is int and digit >= 0})


def reordered(showings: Sequence[Showing], fixings: Fixings) -> list[Showing]:
    """Return shots in the order that is kept; those it does not name stay where they are."""
    fix = fixings.find(_ORDER, "")
    wanted = fix.entry.value if fix is not None else None
    if fix is None or not isinstance(wanted, list | tuple):
        return list(showings)
    ranks = {slot: rank for rank, slot in enumerate(wanted) if isinstance(slot, str)}
    places = [place for place, showing in enumerate(showings) if showing.pick.slot in ranks]
    moved = sorted(places, key=lambda place: ranks[showings[place].pick.slot])
    result = list(showings)
    for place, source in zip(places, moved, strict=True):
        result[place] = showings[source]
    if len(places) > 1:
        fixings.honour(fix)
    return result


def caption_of(fixings: Fixings, slot: str, script: str) -> str | None:
    """Return the text that captions show instead of the spoken one; None where none is kept for this ``script``."""
    fix = fixings.find(_CAPTION, slot)
    value: Any = fix.entry.value if fix is not None else None
    given = value if isinstance(value, Mapping) else {"Text": value}
    text = given.get("Text")
    if fix is None or not isinstance(text, str) or not text.strip() or given.get("Script") not in (None, script):
        return None
    fixings.honour(fix)
    return text


def placed_words(words: Sequence[Word], spoken: str, shown: str) -> tuple[Word, ...]:
    """Return the words of the ``spoken`` text that stand in the ``shown`` one as well, at their places there.

    What was written anew has no time of its own: it shares the time between its neighbours.
    """
    blocks = SequenceMatcher(None, spoken, shown, autojunk=False).get_matching_blocks()
    found = []
    for word in words:
        end = word.offset + len(word.text)
        block = next((block for block in blocks if block.a <= word.offset and end <= block.a + block.size), None)
        if block is not None:
            found.append(replace(word, offset=word.offset - block.a + block.b))
    return tuple(found)
