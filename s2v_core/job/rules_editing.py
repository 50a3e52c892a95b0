"""Rules of ``EditingConfig`` apart from the style objects."""

from __future__ import annotations

import re

from pydantic.alias_generators import to_pascal

from s2v_core.job.checks import check_colour, check_range, check_seconds, check_volume
from s2v_core.job.document import Job
from s2v_core.job.editing import EditingS2V, MediaMetaData, SpecialWords, SpeechConfig
from s2v_core.job.findings import Findings, Place, shown
from s2v_core.job.limits import (
    FONT_SIZE,
    GRADING,
    LONGEST_SECONDS,
    LONGEST_TRANSITION,
    MUSIC_STYLES,
    RADIUS,
    SHORTEST_SHOT,
    SPEECH_RATE,
    VOICE_STYLES,
    WORD_SOUNDS,
)

__all__ = ["check_editing"]

_EDITING: Place = ("EditingConfig",)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")


def check_editing(job: Job, found: Findings) -> None:
    """Check volumes, in and out points, the voice, shots, transitions and backgrounds."""
    editing = job.editing_config
    check_volume(found, (*_EDITING, "MediaConfig", "Volume"), editing.media_config.volume)
    _check_meta_data(job, found)
    _check_speech(editing.speech_config, found)
    music = (*_EDITING, "BackgroundMusicConfig")
    check_volume(found, (*music, "Volume"), editing.background_music_config.volume)
    _check_style(editing.background_music_config.style, MUSIC_STYLES, (*music, "Style"), found)
    background = (*_EDITING, "BackgroundImageConfig")
    check_colour(found, (*background, "Color"), editing.background_image_config.color)
    if editing.background_image_config.sub_type != "Color":
        check_range(found, (*background, "Radius"), editing.background_image_config.radius, *RADIUS)
    _check_process(job, found)
    _check_colours(editing.s2v, found)


def _check_meta_data(job: Job, found: Findings) -> None:
    if not job.input_config.media_group_array:
        return
    assets = {group.group_name: set(group.media_array) for group in job.input_config.media_group_array}
    for position, data in enumerate(job.editing_config.media_config.media_meta_data_array):
        here = (*_EDITING, "MediaConfig", "MediaMetaDataArray", position)
        if not data.group_name:
            found.error(
                (*here, "GroupName"), "Script-to-Video needs the name of the group whose copy of the asset is meant."
            )
        elif data.group_name not in assets:
            names = ", ".join(shown(name) for name in list(assets)[:5])
            found.error(
                (*here, "GroupName"), f"There is no group called {shown(data.group_name)}.", f"The groups are {names}."
            )
        if not data.media:
            found.error((*here, "Media"), "The entry does not say which asset it is about.", "Give its Media.")
        elif data.media not in assets.get(data.group_name, {data.media}):
            found.error(
                (*here, "Media"),
                f"The group {shown(data.group_name)} has no asset {shown(data.media)}.",
                "Write it exactly as in the group's MediaArray.",
            )
        check_range(found, (*here, "Opacity"), data.opacity, 0, 1)
        _check_ranges(data, here, found)


def _check_ranges(data: MediaMetaData, here: Place, found: Findings) -> None:
    if not data.time_range_list:
        found.lack(
            (*here, "TimeRangeList"), "There are no in and out points.", "Give at least one, or remove the entry."
        )
    for position, part in enumerate(data.time_range_list):
        place = (*here, "TimeRangeList", position)
        if part.in_ < 0:
            found.error((*place, "In"), f"In must not be negative ({part.in_:g}).")
        if part.in_ >= part.out:
            found.error(place, f"In ({part.in_:g} s) must come before Out ({part.out:g} s).")
        check_range(found, (*place, "Out"), part.out, 0, LONGEST_SECONDS, unit="seconds")


def _check_speech(speech: SpeechConfig, found: Findings) -> None:
    here = (*_EDITING, "SpeechConfig")
    check_volume(found, (*here, "Volume"), speech.volume)
    check_range(
        found,
        (*here, "SpeechRate"),
        speech.speech_rate,
        *SPEECH_RATE,
        hint="-500 is half the speed, 0 is ordinary, 500 is double.",
    )
    _check_style(speech.style, VOICE_STYLES, (*here, "Style"), found)
    if speech.speech_language and not _LANGUAGE.fullmatch(speech.speech_language):
        found.error(
            (*here, "SpeechLanguage"), f"{shown(speech.speech_language)} is not a language code.", 'Use "zh" or "en".'
        )
    for position, words in enumerate(speech.special_words_config):
        place = (*here, "SpecialWordsConfig", position)
        if not any(word.strip() for word in words.words_list):
            found.lack((*place, "WordsList"), "There are no words.", "Give at least one.")
        _check_sound(words, place, found)
        check_colour(found, (*place, "Style", "FontColor"), words.style.font_color)
        check_colour(found, (*place, "Style", "OutlineColour"), words.style.outline_colour)
        check_range(found, (*place, "Style", "FontSize"), words.style.font_size, *FONT_SIZE, unit="pixels")
        check_range(found, (*place, "Style", "Outline"), words.style.outline, *FONT_SIZE, unit="pixels")


def _check_sound(words: SpecialWords, place: Place, found: Findings) -> None:
    mode = words.sound_replace_mode.strip()
    here = (*place, "SoundReplaceMode")
    if mode and mode.lower() not in WORD_SOUNDS:
        known = " or ".join(WORD_SOUNDS)
        found.warn(here, f"Words cannot be replaced by {shown(mode)}; they stay audible.", f"Use {known}.")
    elif mode and words.type == "Highlight":
        found.warn(here, "Only forbidden words are replaced; highlighted ones stay audible.", 'Use Type "Forbidden".')


def _check_style(style: str, known: tuple[str, ...], place: Place, found: Findings) -> None:
    if style and style.lower() not in (name.lower() for name in known):
        found.warn(place, f"There is no style {shown(style)}; it changes nothing.", f"Styles are {', '.join(known)}.")


def _check_process(job: Job, found: Findings) -> None:
    process = job.editing_config.process_config
    here = (*_EDITING, "ProcessConfig")
    check_seconds(found, (*here, "SingleShotDuration"), process.single_shot_duration, least=SHORTEST_SHOT)
    if "image_duration" in process.model_fields_set:
        check_seconds(found, (*here, "ImageDuration"), process.image_duration, least=SHORTEST_SHOT)
    check_range(
        found, (*here, "TransitionDuration"), process.transition_duration, 0, LONGEST_TRANSITION, unit="seconds"
    )
    check_range(
        found, (*here, "VfxEffectProbability"), process.vfx_effect_probability, 0, 1, hint="Or 1 to 100 for percent."
    )
    if job.mode == "segmented" and "alignment_mode" in process.model_fields_set:
        found.warn((*here, "AlignmentMode"), "AlignmentMode has no effect in segmented mode.")
    if not process.allow_transition and process.transition_list and "transition_list" in process.model_fields_set:
        found.warn(
            (*here, "TransitionList"),
            "Transitions are off, so this list changes nothing.",
            "Set AllowTransition to true.",
        )


def _check_colours(own: EditingS2V, found: Findings) -> None:
    here = (*_EDITING, "S2V")
    for name, chance in (("FilterProbability", own.filter_probability), ("FilterStrength", own.filter_strength)):
        check_range(found, (*here, name), chance, 0, 1, hint="Or 1 to 100 for percent.")
    for name, limits in GRADING.items():
        check_range(found, (*here, "Grading", to_pascal(name)), getattr(own.grading, name), *limits)
