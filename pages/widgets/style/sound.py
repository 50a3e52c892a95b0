"""The controls for voices, and for how loud everything is."""

from __future__ import annotations

import streamlit as st

from pages.widgets.fields import field, percent, setting
from pages.widgets.i18n import t
from pages.widgets.listen import listen_button, voice_name
from pages.widgets.problems import plain
from pages.widgets.services import services
from pages.widgets.style.values import rate_of
from s2v_core.job.limits import MUSIC_STYLES, VOICE_STYLES
from s2v_core.projects import Project, music, set_value, value_of
from s2v_core.speech import speed_of
from s2v_core.timeline.names import listed_names

__all__ = ["sound_levels", "voice_choice", "volumes"]

_SPEECH = "EditingConfig.SpeechConfig"
_LOUDEST = 200
_MAIN = ("en", "zh")
_LANGUAGES = (
    *_MAIN,
    *("es", "fr", "de", "it", "pt", "nl", "pl", "tr", "ru", "ar", "hi", "id", "ms", "th", "vi", "ja", "ko"),
)
_VOLUMES = {
    "voice": f"{_SPEECH}.Volume",
    "music": "EditingConfig.BackgroundMusicConfig.Volume",
    "footage": "EditingConfig.MediaConfig.Volume",
}


def voice_choice(project: Project) -> None:
    """Show the controls for who speaks, in which mood and how fast, with a listen button for each."""
    language = _language(project)
    voices = {voice.id: voice.languages for voice in services().speaker.voices()}
    chosen = listed_names(value_of(project, f"{_SPEECH}.Voice"))
    fitting = [name for name, languages in voices.items() if language in languages or "*" in languages]
    field(
        st.multiselect,
        t("style.voice"),
        name="style_voice",
        value=chosen,
        save=lambda project, names: set_value(project, f"{_SPEECH}.Voice", ",".join(names) or None),
        options=list(dict.fromkeys([*chosen, *fitting])),
        format_func=voice_name,
        placeholder=t("style.voice.automatic"),
        help=t("style.voice.help"),
    )
    mood = _mood(disabled=bool(chosen))
    rate = _speed(project)
    st.markdown(f"**{t('style.voice.hear')}**")
    for number, voice in enumerate(chosen or [""]):
        text = t("style.voice.sample") if language not in _MAIN else t(f"style.voice.sample.{language}")
        name = plain(voice_name(voice)) if voice else t("style.voice.automatic")
        label = t("style.voice.listen", voice=name)
        listen_button(f"style_hear_{number}", text, voice, rate=rate, language=language, style=mood, label=label)


def volumes(project: Project) -> None:
    """Show how loud the voice, the music and the footage are."""
    for name, path in _VOLUMES.items():
        _volume(project, name, path)


def sound_levels(project: Project) -> None:
    """Show how loud everything is, and the mood of the music where the project brings none of its own."""
    volumes(project)
    if not music(project):
        setting(
            st.selectbox,
            t("style.music_mood"),
            "EditingConfig.BackgroundMusicConfig.Style",
            options=["", *MUSIC_STYLES],
            format_func=lambda mood: t(f"style.music.{mood.removeprefix('bgm-') or 'any'}"),
            help=t("style.music_mood.help"),
        )


def _language(project: Project) -> str:
    spoken = {code for voice in services().speaker.voices() for code in voice.languages}
    known = [code for code in _LANGUAGES if code in spoken]
    return str(
        setting(
            st.selectbox,
            t("style.language"),
            f"{_SPEECH}.SpeechLanguage",
            options=list(dict.fromkeys([*known, value_of(project, f"{_SPEECH}.SpeechLanguage")])),
            format_func=lambda code: t(f"style.language.{code}") if code in _LANGUAGES else code,
            accept_new_options=True,
            help=t("style.language.help"),
        )
    )


def _mood(*, disabled: bool) -> str:
    mood = setting(
        st.segmented_control,
        t("style.mood"),
        f"{_SPEECH}.Style",
        options=["", *VOICE_STYLES],
        required=True,
        wrap=True,
        format_func=lambda mood: t(f"style.mood.{mood.lower() or 'any'}"),
        disabled=disabled,
        help=t("style.mood.help"),
    )
    return str(mood)


def _speed(project: Project) -> int:
    rate = int(value_of(project, f"{_SPEECH}.SpeechRate"))
    field(
        st.slider,
        t("style.speed"),
        name="style_speed",
        value=round(speed_of(rate), 2),
        save=lambda project, speed: set_value(project, f"{_SPEECH}.SpeechRate", rate_of(speed)),
        min_value=0.5,
        max_value=2.0,
        step=0.05,
        format="%.2f×",
    )
    return rate


def _volume(project: Project, name: str, path: str) -> None:
    share = float(value_of(project, path))
    percent(
        t(f"style.volume.{name}"),
        path,
        name=f"style_volume_{name}",
        share=share,
        highest=max(_LOUDEST, round(100 * share)),
        step=5,
        help=t(f"style.volume.{name}.help"),
    )
