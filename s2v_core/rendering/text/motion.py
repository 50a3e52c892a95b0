"""How a text moves and when, as its style says: names of the catalogue with times in frames."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from s2v_core.effects.lettering import Animation, entrances, exits, loops, one_word, spotlight
from s2v_core.rendering.text.alternatives import one_of
from s2v_core.rendering.text.scrolling import Scroll, scroll_of
from s2v_core.rendering.values import Colour, colour, number
from s2v_core.timeline.model import Word
from s2v_core.timeline.style import SubtitleStyle

__all__ = ["LARGER", "SPOKEN_COLOUR", "Motion", "Voice", "motion_of"]

_DEFAULT = 0.5
"""Seconds that coming and going take where the style does not say."""

_LONGEST = 3600.0
SPOKEN_COLOUR: Colour = (255, 221, 51)
"""The colour of a word while it is spoken, where several are shown."""
LARGER = {"one": 1.12, "few": 1.1, "line": 1.1}
"""How much larger a word is while it is spoken, by what captions show at a time."""


@dataclass(frozen=True)
class Voice:
    """An animation at a moment of its own: how far the text has come (0 to 1), or seconds for what goes on."""

    animation: Animation
    moment: float
    passing: bool


@dataclass(frozen=True)
class Motion:
    """A text that is there for ``frames`` frames: how it comes in its first frames, goes in its last, and what goes on
    meanwhile.

    ``spoken`` are the words with their times in seconds from the first frame (empty: it is read); ``by_word`` says how
    the spoken word stands out: what is shown at a time, its colour, and how much larger it is. A text that travels
    (``scroll``) does nothing else.
    """

    frames: int
    rate: Fraction
    entrance: str | None = None
    coming: float = 0.0
    exit: str | None = None
    going: float = 0.0
    loop: str | None = None
    speed: float = 1.0
    by_word: tuple[str, Colour | None, float] | None = None
    spoken: tuple[Word, ...] = ()
    scroll: Scroll | None = None

    @property
    def seconds(self) -> float:
        """How long the text is there."""
        return float(self.frames / self.rate)

    def voices(self, frame: int) -> tuple[Voice, ...]:
        """Return what moves the text in its frame ``frame``; nothing: it stands still."""
        middle = frame + 0.5
        seconds = middle / float(self.rate)
        found = []
        if self.by_word is not None:
            kind, shade, scale = self.by_word
            found.append(Voice((one_word if kind == "one" else spotlight)(shade, scale), seconds, passing=False))
        if self.loop is not None:
            animation = loops[self.loop].function
            found.append(Voice(animation, seconds * (1.0 if animation.timed else self.speed), passing=False))
        if self.entrance is not None and middle < self.coming:
            found.append(Voice(entrances[self.entrance].function, middle / self.coming, passing=True))
        if self.exit is not None and self.frames - middle < self.going:
            found.append(Voice(exits[self.exit].function, (self.frames - middle) / self.going, passing=True))
        return tuple(found)

    def facts(self, first: int, last: int) -> Any:
        """Return what decides how the frames ``first`` to ``last`` look beside the text and its style; None: they show
        the text as it stands."""
        if self.scroll is not None:
            return (self.rate, first, self.frames)
        comes = (self.entrance, self.coming, first) if first + 0.5 < self.coming else None
        goes = (self.exit, self.going, self.frames - last) if self.frames - last - 0.5 < self.going else None
        if self.loop is None and self.by_word is None:
            return (self.rate, comes, goes) if comes or goes else None
        spoken = [(word.offset, len(word.text), word.start, word.end) for word in self.spoken]
        going_on = (first, self.loop, self.speed, self.by_word, spoken or self.frames)
        return (self.rate, comes, goes, going_on)


def motion_of(
    style: SubtitleStyle, frames: int, rate: Fraction, *, text: str, words: Sequence[Word] = (), begin: float = 0.0
) -> Motion | None:
    """Return how a text in ``style`` moves that is there for ``frames`` frames; None if it does not.

    Names that are not known are left out. Of several (``"wave_in,fade_in"``), or of all (``random``), one is drawn by
    the ``text``. What goes on excludes coming and going, travelling excludes both. Coming and going are made shorter,
    both by the same factor, where they are longer than the text is there.

    Args:
        words: the words that are spoken; their times and ``begin``, that of the first frame, count from one moment.
    """
    by_word = _by_word(style)
    loop = one_of(style.aai_motion_loop_effect, loops, text)
    entrance = None if loop else one_of(style.aai_motion_in_effect, entrances, text)
    exit_ = None if loop else one_of(style.aai_motion_out_effect, exits, text)
    if frames > 0 and (scroll := scroll_of(style)) is not None:
        return Motion(frames, rate, scroll=scroll)
    if frames < 1 or (by_word is None and loop is None and entrance is None and exit_ is None):
        return None
    coming = _frames(style.aai_motion_in, rate) if entrance else 0.0
    going = _frames(style.aai_motion_out, rate) if exit_ else 0.0
    shorter = min(1.0, frames / max(coming + going, 1e-9))
    timed = by_word is not None or (loop is not None and loops[loop].function.timed)
    return Motion(
        frames=frames,
        rate=rate,
        entrance=entrance,
        coming=coming * shorter,
        exit=exit_,
        going=going * shorter,
        loop=loop,
        speed=number(style.ratio, 0, 20) or 1.0,
        by_word=by_word,
        spoken=tuple(_since(word, begin) for word in words) if timed else (),
    )


def _frames(seconds: float | None, rate: Fraction) -> float:
    return (number(seconds, 0, _LONGEST) or _DEFAULT) * float(rate)


def _by_word(style: SubtitleStyle) -> tuple[str, Colour | None, float] | None:
    given = style.own
    kind = str(given.get("ByWord") or "").lower()
    if kind not in LARGER:
        return None
    shade = colour(given.get("WordColor")) or (None if kind == "one" else SPOKEN_COLOUR)
    return kind, shade, number(given.get("WordScale"), 1, 3) or LARGER[kind]


def _since(word: Word, begin: float) -> Word:
    """Return ``word`` with its times counted from ``begin``, to a tenth of a millisecond."""
    return Word(word.text, word.offset, round(word.start - begin, 4), round(word.end - begin, 4))
