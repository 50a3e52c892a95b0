"""Rules of ``InputConfig``."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from pydantic.alias_generators import to_pascal

from s2v_core.job.checks import (
    check_count,
    check_length,
    check_range,
    check_references,
    check_seconds,
    check_times,
    check_volume,
    number,
)
from s2v_core.job.document import Job, Mode
from s2v_core.job.findings import Findings, Place, shown
from s2v_core.job.input import SINGULARS, InputConfig, MediaGroup, Sticker, SubHeading
from s2v_core.job.limits import (
    LEVELS,
    LONGEST_NAME,
    LONGEST_SCRIPT,
    LONGEST_TITLE,
    MOST_ASSETS,
    MOST_ENTRIES,
    MOST_FRAMES,
    MOST_GROUPS,
)

__all__ = ["check_input"]

_INPUT: Place = ("InputConfig",)
_ADAPT = "duration_auto_adapt"
_SPREAD = "Shorten it, or spread it over several groups as their SpeechTextArray."
_SCRIPT_DECIDES = "InputConfig.SpeechTextArray makes the job global."
_NOTHING_DECIDES = "A SpeechTextArray or a Duration of a group makes the job segmented."
_UNITS = "0 to 1 is a fraction of the output, above 1 are pixels."
_EMOJI = re.compile(
    "[\U0001f000-\U0001f0ff\U0001f170-\U0001f171\U0001f17e-\U0001f17f\U0001f18e\U0001f191-\U0001f19a"
    "\U0001f1e6-\U0001faff\u231a\u231b\u23cf\u23e9-\u23f3\u23f8-\u23fa\u25fd\u25fe\u2600-\u2604\u260e\u2611\u2614"
    "\u2615\u2618\u261d\u2620\u2622\u2623\u2626\u262a\u262e\u262f\u2638-\u263a\u2640\u2642\u2648-\u2653\u265f"
    "\u2660\u2663\u2665\u2666\u2668\u267b\u267e\u267f\u2692-\u2697\u2699\u269b\u269c\u26a0\u26a1\u26a7\u26aa"
    "\u26ab\u26b0\u26b1\u26bd\u26be\u26c4\u26c5\u26c8\u26ce\u26cf\u26d1\u26d3\u26d4\u26e9\u26ea\u26f0-\u26f5"
    "\u26f7-\u26fa\u26fd\u2702\u2705\u2708-\u270d\u270f\u2712\u2714\u2716\u271d\u2721\u2728\u2733\u2734\u2744"
    "\u2747\u274c\u274e\u2753-\u2755\u2757\u2763\u2764\u2795-\u2797\u27a1\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55"
    "\ufe0f\u20e3\U000e0020-\U000e007f]"
)


def check_input(job: Job, found: Findings) -> None:
    """Check the groups, the pools of texts, and the stickers and music."""
    inputs = job.input_config
    _check_product(inputs, found)
    _check_groups(job, found)
    _check_scripts(job, found)
    _check_titles(inputs, found)
    _check_sub_headings(inputs.sub_heading_array, found)
    _check_pools(job, found)


def _check_product(inputs: InputConfig, found: Findings) -> None:
    others = {"MediaArray": inputs.media_array, "MediaSearchInput": inputs.media_search_input}
    given = [name for name, value in others.items() if value]
    if inputs.media_group_array:
        for name in given:
            message = f"{name} belongs to image-text matching; MediaGroupArray decides, so it changes nothing."
            found.warn((*_INPUT, name), message, "Leave it out.")
        return
    if given:
        found.error(
            (*_INPUT, given[0]),
            f"{given[0]} without MediaGroupArray is a job for image-text matching, not for Script-to-Video.",
            "Put the assets into the MediaArray of one or more groups in MediaGroupArray.",
        )
    else:
        found.lack(
            (*_INPUT, "MediaGroupArray"),
            "There are no media groups.",
            "Give at least one group with GroupName and MediaArray.",
        )


def _check_groups(job: Job, found: Findings) -> None:
    groups = job.input_config.media_group_array
    mode = job.mode
    place = (*_INPUT, "MediaGroupArray")
    check_count(found, place, groups, MOST_GROUPS, "groups")
    first: dict[str, int] = {}
    for position, group in enumerate(groups[:MOST_GROUPS]):
        here = (*place, position)
        _check_name(group.group_name, (*here, "GroupName"), found)
        if group.group_name and first.setdefault(group.group_name, position) != position:
            found.error(
                (*here, "GroupName"),
                f"Group {first[group.group_name] + 1} is already called {shown(group.group_name)}.",
                "Give every group a name of its own.",
            )
        _check_assets(group, here, found)
        check_volume(found, (*here, "Volume"), group.volume)
        check_seconds(found, (*here, "Duration"), group.duration)
        _check_group_mode(job.input_config, mode, group, here, found)


def _check_name(name: str, place: Place, found: Findings) -> None:
    if not name.strip():
        found.error(place, "The group has no name.", "Give it a GroupName.")
    check_length(found, place, name, LONGEST_NAME, "group name")
    if _EMOJI.search(name):
        found.error(place, f"The group name {shown(name)} contains an emoji.", "Use letters and digits only.")


def _check_assets(group: MediaGroup, here: Place, found: Findings) -> None:
    place = (*here, "MediaArray")
    if not group.media_array:
        found.lack(place, "The group has no assets.", "Give at least one video or image.")
    check_count(found, place, group.media_array, MOST_ASSETS, "assets in this group")
    check_references(
        found, (((*place, position), media) for position, media in enumerate(group.media_array[:MOST_ASSETS]))
    )


def _check_group_mode(inputs: InputConfig, mode: Mode, group: MediaGroup, here: Place, found: Findings) -> None:
    if mode == "global":
        reason = _SCRIPT_DECIDES if inputs.speech_text_array else _NOTHING_DECIDES
        for name, field in (("duration", "Duration"), ("split_mode", "SplitMode"), (_ADAPT, "DurationAutoAdapt")):
            if name in group.model_fields_set and getattr(group, name):
                found.warn((*here, field), f"{field} of a group has no effect in global mode.", reason)
    elif group.speech_text_array:
        for name, field in (("duration", "Duration"), (_ADAPT, "DurationAutoAdapt")):
            if name in group.model_fields_set and getattr(group, name):
                found.warn((*here, field), f"The voiceover sets the length of this group; {field} has no effect.")


def _check_scripts(job: Job, found: Findings) -> None:
    inputs = job.input_config
    _check_texts(
        inputs.speech_text_array, partial(_entry, inputs, "speech_text_array"), LONGEST_SCRIPT, "script", found
    )
    for position, group in enumerate(inputs.media_group_array[:MOST_GROUPS]):
        place = (*_INPUT, "MediaGroupArray", position, "SpeechTextArray")
        if inputs.speech_text_array and group.speech_text_array:
            found.error(
                place,
                "The job has global scripts (InputConfig.SpeechTextArray) and scripts of a group; only one is allowed.",
                "Remove the global scripts for segmented mode, or the scripts of all groups for global mode.",
            )
        _check_texts(group.speech_text_array, partial(_below, place), LONGEST_SCRIPT, "script", found)


def _check_texts(
    texts: tuple[str, ...], place_of: Callable[[int], Place], longest: int, noun: str, found: Findings
) -> None:
    check_count(found, place_of(0)[:-1], texts, MOST_ENTRIES, f"{noun}s")
    for position, text in enumerate(texts[:MOST_ENTRIES]):
        check_length(found, place_of(position), text, longest, noun, _SPREAD if noun == "script" else "Shorten it.")
        if noun != "script" and not text.strip():
            found.warn(
                place_of(position),
                f"The {noun} is empty: an output that draws it shows none.",
                "Write a text or remove the entry.",
            )


def _below(place: Place, position: int) -> Place:
    return (*place, position)


def _entry(inputs: InputConfig, many: str, position: int) -> Place:
    """Return where an entry of a list stands: in the list, or in the older field that holds one value."""
    for single, folded in SINGULARS.items():
        if folded == many and getattr(inputs, many)[position : position + 1] == (getattr(inputs, single),):
            return (*_INPUT, to_pascal(single))
    return (*_INPUT, to_pascal(many), position)


def _check_titles(inputs: InputConfig, found: Findings) -> None:
    _check_texts(inputs.title_array, partial(_below, (*_INPUT, "TitleArray")), LONGEST_TITLE, "title", found)


def _check_sub_headings(headings: tuple[SubHeading, ...], found: Findings) -> None:
    first: dict[int, int] = {}
    for position, heading in enumerate(headings):
        here = (*_INPUT, "SubHeadingArray", position)
        if heading.level not in LEVELS:
            found.error((*here, "Level"), f"The level must be from {LEVELS[0]} to {LEVELS[-1]}, not {heading.level}.")
        elif first.setdefault(heading.level, position) != position:
            found.error(
                (*here, "Level"),
                f"Level {heading.level} is already given by entry {first[heading.level] + 1}.",
                "Put all texts of a level into one TitleArray.",
            )
        if not heading.title_array:
            found.lack((*here, "TitleArray"), "The sub-heading has no texts.", "Give at least one.")
        _check_texts(heading.title_array, partial(_below, (*here, "TitleArray")), LONGEST_TITLE, "sub-heading", found)


def _check_pools(job: Job, found: Findings) -> None:
    inputs = job.input_config
    for name in ("background_music_array", "background_image_array"):
        values: tuple[str, ...] = getattr(inputs, name)
        check_count(found, (*_INPUT, to_pascal(name)), values, MOST_ENTRIES, "entries")
        check_references(
            found, ((_entry(inputs, name, position), value) for position, value in enumerate(values[:MOST_ENTRIES]))
        )
    check_count(found, (*_INPUT, "StickerArray"), inputs.sticker_array, MOST_ENTRIES, "stickers")
    for position, sticker in enumerate(inputs.sticker_array[:MOST_ENTRIES]):
        _check_sticker(job, sticker, _entry(inputs, "sticker_array", position), found)


def _check_sticker(job: Job, sticker: Sticker, here: Place, found: Findings) -> None:
    if not sticker.media:
        found.lack(here, "The sticker has no picture.", "Give MediaId or MediaURL.")
    else:
        check_references(found, [((*here, "MediaId" if sticker.media_id else "MediaURL"), sticker.media)])
    check_range(found, (*here, "Opacity"), sticker.opacity, 0, 1, hint="0 is invisible, 1 is opaque.")
    check_range(found, (*here, "DyncFrames"), sticker.dync_frames, 0, MOST_FRAMES)
    check_times(found, (*here, "S2V"), sticker.s2v.timeline_in, sticker.s2v.timeline_out)
    for name, size in (("Width", sticker.width), ("Height", sticker.height)):
        if size is not None and size <= 0:
            found.error((*here, name), f"The size must be greater than 0, not {number(size)}.", _UNITS)
    for name, edge, whole in (("X", sticker.x, job.canvas.width), ("Y", sticker.y, job.canvas.height)):
        if edge < 0:
            found.error((*here, name), f"The position must not be negative ({number(edge)}).", _UNITS)
        elif edge == 1 or edge >= whole:
            found.warn((*here, name), "The sticker lies outside the picture.", _UNITS)
