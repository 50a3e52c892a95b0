"""Captions: the text of each spoken clip, cut into cues that follow the voice.

A cue ends where a sentence ends; a sentence that is too wide is cut at a comma, a colon, a dash or a pause of the
voice, and only then between words, into parts of about the same width. All ways to cut are weighed against each other,
so that no rule wins by coming first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from s2v_core.timeline.capacity import Capacity, caption_capacity
from s2v_core.timeline.fields import style_from
from s2v_core.timeline.model import AudioClip, Span, Timeline, Word
from s2v_core.timeline.spoken import Timed, spoken_text, spoken_tokens
from s2v_core.timeline.style import SubtitleStyle
from s2v_core.timeline.tokens import Break, is_wide_script

__all__ = ["Cue", "cues"]

SHORTEST_SECONDS = 0.8
"""A cue stays at least this long where the voice leaves room for it."""
SMALLEST_GAP_SECONDS = 0.3
"""A shorter gap between two cues is closed: a caption that flickers off and on disturbs."""
_PAUSE_SECONDS = 0.3
_BREAK_COST = {
    Break.NEVER: 60.0,
    Break.POOR: 14.0,
    Break.TIGHT: 13.0,
    Break.PLAIN: 8.0,
    Break.CLAUSE: 1.0,
    Break.SENTENCE: 0.0,
}
_CUE_COST = 3.0
_WIDTH_COST = 4.0
_OVERFULL_COST = 30.0
_JOINED_SENTENCES_COST = 9.0
_TORN_SENTENCE_COST = 14.0
"""Of the end of a sentence and the beginning, but not the end, of the next one."""
_ORPHAN_COST = 10.0
_SHORT_COST = 12.0
_DROPPED_AT_THE_END = "，。、；：,､｡"


@dataclass(frozen=True, kw_only=True)
class Cue:
    """One caption: ``text`` is shown during ``span`` (frames of the timeline).

    ``words`` are the words spoken meanwhile: ``offset`` counts characters of ``text``, ``start`` and ``end`` are
    seconds from the beginning of the timeline. ``clip`` is the spoken clip, ``style`` how its captions look.
    """

    span: Span
    text: str
    words: tuple[Word, ...]
    clip: AudioClip
    style: SubtitleStyle


def cues(timeline: Timeline, *, by_word: bool = True) -> tuple[Cue, ...]:
    """Return the captions of ``timeline`` in the order of time; they never overlap.

    Only spoken clips with an ``AI_ASR`` effect have captions. Where the voice gave no word times, the text is spread
    over the clip by its width. Where a style asks for a word or a few at a time (``S2V.ByWord``), that is a caption,
    unless ``by_word`` is false.

    Raises:
        TimelineError: the caption style of a clip is malformed.
    """
    found = [cue for clip in timeline.voices() for cue in _clip_cues(timeline, clip, by_word)]
    found.sort(key=lambda cue: cue.span)
    return _apart(found, timeline)


def _clip_cues(timeline: Timeline, clip: AudioClip, by_word: bool) -> list[Cue]:
    effect = clip.effect("AI_ASR")
    if effect is None:
        return []
    style = style_from({key: value for key, value in effect.params.items() if key != "AlignmentText"}, "AI_ASR")
    text = spoken_text(clip)
    begin, end = clip.span.start, min(clip.span.end, timeline.length)
    timed = spoken_tokens(text, clip, len(clip.span) / timeline.rate)
    if not timed or end <= begin:
        return []
    wide = is_wide_script(text)
    measured = style if by_word else style.model_copy(update={"S2V": None})
    groups = _cut(timed, caption_capacity(measured, timeline.canvas, wide=wide))
    groups = _at_most(groups, end - begin)
    spans = _spans(groups, timeline.rate, Span(begin, end))
    return [
        _cue(timeline, clip, text, style, group, span, wide=wide) for group, span in zip(groups, spans, strict=True)
    ]


def _cut(timed: Sequence[Timed], capacity: Capacity) -> list[Sequence[Timed]]:
    """Return the cheapest way to cut the tokens into runs that a caption can hold."""
    best = [0.0] + [float("inf")] * len(timed)
    origin = [0] * (len(timed) + 1)
    for first in range(len(timed)):
        wide, inside = 0, 0.0
        for last in range(first, len(timed)):
            wide += timed[last].token.width
            if wide > capacity.most and last > first:
                break
            torn = _TORN_SENTENCE_COST if inside and timed[last].token.after is not Break.SENTENCE else 0.0
            cost = best[first] + _run_cost(timed, first, last, wide / capacity.comfortable) + inside + torn
            if cost < best[last + 1]:
                best[last + 1], origin[last + 1] = cost, first
            wide += timed[last].token.spaced
            inside += _inside_cost(timed, last)
    cuts = [len(timed)]
    while cuts[-1]:
        cuts.append(origin[cuts[-1]])
    return [timed[first:last] for first, last in pairwise(reversed(cuts))]


def _run_cost(timed: Sequence[Timed], first: int, last: int, fullness: float) -> float:
    end_of_all = last + 1 == len(timed)
    seconds = (timed[last].end if end_of_all else timed[last + 1].start) - timed[first].start
    cost = (
        _CUE_COST
        + _WIDTH_COST * fullness**2
        + _OVERFULL_COST * max(0.0, fullness - 1)
        + (0.0 if end_of_all else _break_cost(timed, last))
    )
    if seconds < SHORTEST_SECONDS:
        cost += _SHORT_COST * (1 - seconds / SHORTEST_SECONDS)
    if _is_orphan(timed[first : last + 1]):
        cost += _ORPHAN_COST if _is_sentence(timed, first, last) else 1.5 * _ORPHAN_COST
    return cost


def _break_cost(timed: Sequence[Timed], last: int) -> float:
    cost = _BREAK_COST[timed[last].token.after]
    pause = timed[last + 1].start - timed[last].end
    return min(cost, 1.0) if pause >= _PAUSE_SECONDS and timed[last].token.after > Break.POOR else cost


def _inside_cost(timed: Sequence[Timed], last: int) -> float:
    return _JOINED_SENTENCES_COST if timed[last].token.after is Break.SENTENCE else 0.0


def _is_orphan(run: Sequence[Timed]) -> bool:
    return len(run) == 1 or sum(item.token.width for item in run) <= 4


def _is_sentence(timed: Sequence[Timed], first: int, last: int) -> bool:
    begins = first == 0 or timed[first - 1].token.after is Break.SENTENCE
    return begins and timed[last].token.after is Break.SENTENCE


def _at_most(groups: list[Sequence[Timed]], most: int) -> list[Sequence[Timed]]:
    """Join the last groups until there is a frame for each."""
    if len(groups) <= most:
        return groups
    rest = [item for group in groups[most - 1 :] for item in group]
    return [*groups[: most - 1], rest]


def _spans(groups: Sequence[Sequence[Timed]], rate: Fraction, within: Span) -> list[Span]:
    """Return where each group is shown: from its first word, at least to its last one."""
    count = len(groups)
    starts: list[int] = []
    for index, group in enumerate(groups):
        wished = within.start + round(Fraction(group[0].start) * rate)
        earliest = starts[-1] + 1 if starts else within.start
        starts.append(min(max(wished, earliest), within.end - (count - index)))
    if starts[0] - within.start < SMALLEST_GAP_SECONDS * rate:
        starts[0] = within.start
    spans = []
    for index, group in enumerate(groups):
        limit = starts[index + 1] if index + 1 < count else within.end
        end = within.start + round(Fraction(group[-1].end) * rate)
        end = max(end, starts[index] + round(Fraction(SHORTEST_SECONDS) * rate), starts[index] + 1)
        spans.append(Span(starts[index], min(end, limit)))
    return spans


def _apart(found: Sequence[Cue], timeline: Timeline) -> tuple[Cue, ...]:
    """Close small gaps, and let no two cues overlap (voices on two tracks may speak at once)."""
    smallest = SMALLEST_GAP_SECONDS * timeline.rate
    result: list[Cue] = []
    for cue in found:
        start, end = cue.span.start, cue.span.end
        if result:
            before = result[-1].span
            start = max(start, before.start + 1)
            if start - before.end < smallest:
                result[-1] = replace(result[-1], span=Span(before.start, start))
        if start < timeline.length:
            result.append(replace(cue, span=Span(start, max(end, start + 1))))
    return tuple(result)


def _cue(
    timeline: Timeline,
    clip: AudioClip,
    text: str,
    style: SubtitleStyle,
    group: Sequence[Timed],
    span: Span,
    *,
    wide: bool,
) -> Cue:
    shown, places = _joined(text, group)
    if wide:
        trimmed = shown.rstrip(_DROPPED_AT_THE_END)
        shown = trimmed or shown
    begin = float(timeline.seconds(clip.span.start))
    words = tuple(
        Word(shown[first:last], first, begin + word.start, begin + word.end)
        for item in group
        for word in item.words
        for first, last in [_place(word, places, len(shown))]
        if first < last
    )
    return Cue(span=span, text=shown, words=words, clip=clip, style=style)


def _place(word: Word, places: Mapping[int, int], length: int) -> tuple[int, int]:
    """Return where a word stands in the text of its caption; what is not shown of it does not count."""
    shown = [places[k] for k in range(word.offset, word.offset + len(word.text)) if k in places]
    return (shown[0], min(shown[-1] + 1, length)) if shown else (0, 0)


def _joined(text: str, group: Sequence[Timed]) -> tuple[str, dict[int, int]]:
    """Return the text of a group, white space made single, and where each character of ``text`` went."""
    shown, places = "", {}
    for index, item in enumerate(group):
        for k in range(item.token.start, item.token.end):
            if text[k].isspace():
                shown = shown if shown.endswith(" ") else shown + " "
                continue
            places[k] = len(shown)
            shown += text[k]
        if item.token.spaced and index + 1 < len(group):
            shown += " "
    return shown, places
