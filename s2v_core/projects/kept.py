"""Edits to a single output that are kept: where a shot begins, the order of the shots, the text of the captions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from s2v_core.errors import Problem
from s2v_core.projects.checking import DRAWS, refuse
from s2v_core.projects.draws import lock, unlock
from s2v_core.projects.project import Project

__all__ = ["move_shot", "set_begin", "set_caption"]


def set_begin(project: Project, output: int, slot: str, media: str, seconds: float) -> Project:
    """Return the project with a shot of one output fixed to a video from a moment of it.

    Args:
        output: counted from 0.
        slot: of the shot (``Opening.0``).
        media: the video as the plan's draws name it.
        seconds: in the video.

    Raises:
        JobError: there is no such output, or no such moment.
    """
    if not seconds >= 0:
        message = "A shot cannot begin before its video does."
        refuse(Problem(path=".".join(DRAWS), message=message, hint="Give 0 or more."))
    return lock(project, "shot", {"Media": media, "From": round(float(seconds), 4)}, slot=slot, output=output)


def move_shot(project: Project, output: int, slots: Sequence[str], slot: str, step: int) -> Project:
    """Return the project with a shot of one output ``step`` places later (below 0: earlier); the order is kept.

    Args:
        slots: of all shots of the output in their present order.

    Raises:
        JobError: there is no such output.
    """
    order = [each for each in slots if each != slot]
    place = min(max(slots.index(slot) + step, 0), len(order))
    order.insert(place, slot)
    return lock(project, "order", order, output=output)


def set_caption(
    project: Project, output: int, slot: str, text: str, *, script: str, draws: Mapping[str, Any]
) -> Project:
    """Return the project with the captions of one voiceover showing ``text``; what is spoken stays as it was drawn.

    Args:
        slot: the script node that the voiceover belongs to; empty: the whole output.
        text: empty or the ``script`` itself gives the captions back to what is spoken.
        script: what is spoken.
        draws: of the output in the plan; its script is locked, so that the captions go on fitting it.

    Raises:
        JobError: there is no such output.
    """
    if text.strip() in ("", script.strip()):
        return unlock(project, "caption", slot=slot, output=output)
    own = slot if f"script:{slot}" in draws else ""
    spoken = draws.get(f"script:{own}" if own else "script", script)
    kept = lock(project, "script", spoken, slot=own, output=output)
    return lock(kept, "caption", {"Text": text.strip(), "Script": script}, slot=slot, output=output)
