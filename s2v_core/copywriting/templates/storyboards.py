"""Storyboards without a model: a script in parts, or a text that somebody wrote, divided."""

from __future__ import annotations

import re
from collections.abc import Sequence

from s2v_core.copywriting.request import CopyRequest
from s2v_core.copywriting.templates.composing import Composer
from s2v_core.copywriting.templates.grammar import Grammar
from s2v_core.copywriting.texts import StoryPart
from s2v_core.job.limits import LONGEST_NAME, MOST_GROUPS

__all__ = ["divided", "storyboard"]

_SENTENCE = re.compile(r".+?(?:[。！？]+[”」』]*|[.!?…]+[\"”)]*(?=\s|\Z)|\Z)", re.DOTALL)
_USUAL_PARTS = 6
_NAME = 24


def storyboard(request: CopyRequest, grammar: Grammar, composer: Composer, angle: str) -> tuple[StoryPart, ...]:
    """Return a storyboard about the keywords: a beginning, a part for each keyword and an end, or as many as asked."""
    order = composer.next_order()
    begin, end = grammar.names
    first = composer.hook(angle, order)
    if first is None:
        return ()
    wanted = request.nodes or min(len(order) + 2, MOST_GROUPS)
    parts = [StoryPart(begin, first)]
    for place in range(wanted - 2):
        term = order[place % len(order)]
        lines = [composer.about(term), composer.filler()]
        name = term.single if place < len(order) else f"{term.single} {place // len(order) + 1}"
        parts.append(StoryPart(_short(name), grammar.join.join(filter(None, lines))))
    if wanted > 1:
        parts.append(StoryPart(end, composer.close() or ""))
    return tuple(part for part in parts if part.text)


def divided(text: str, nodes: int | None) -> tuple[StoryPart, ...]:
    """Return a text in parts of about the same length: its paragraphs, or whole sentences; nothing of it is changed."""
    pieces = [line.strip() for line in text.splitlines() if line.strip()]
    if len(pieces) < (nodes or 2):
        pieces = [found.strip() for piece in pieces for found in _SENTENCE.findall(piece) if found.strip()]
    wanted = min(nodes or min(len(pieces), _USUAL_PARTS), len(pieces))
    return tuple(StoryPart(_short(group[0]), " ".join(group)) for group in _grouped(pieces, wanted))


def _grouped(pieces: Sequence[str], count: int) -> list[list[str]]:
    """Return the pieces in so many groups, in order, none of them empty."""
    total = sum(map(len, pieces))
    groups: list[list[str]] = [[]]
    for place, piece in enumerate(pieces):
        had = sum(len(each) for group in groups for each in group)
        left, open_groups = len(pieces) - place, count - len(groups)
        full = had >= total * len(groups) / count - len(piece) / 2
        if groups[-1] and open_groups and (full or left <= open_groups):
            groups.append([])
        groups[-1].append(piece)
    return groups


def _short(text: str) -> str:
    """Return a name for a part: how its text begins."""
    if len(text) <= min(_NAME, LONGEST_NAME):
        return text.rstrip(".。!！?？,，:：")
    cut = text[:_NAME]
    words = cut.rsplit(" ", 1)[0] if " " in cut else cut[: _NAME // 2]
    return words.rstrip(".。!！?？,，:：")
