"""Hearing a voice and the music together, as loud as they will be in the videos."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from pages.widgets.i18n import t
from pages.widgets.listen import one_sound_at_a_time, wav
from pages.widgets.problems import callback, explain, fragment
from pages.widgets.services import services
from s2v_core.errors import S2VError
from s2v_core.media import Assets, music_for_style
from s2v_core.projects import Project, music, texts_of, values_of
from s2v_core.rendering.rates import SAMPLE_RATE
from s2v_core.timeline import Span, Timeline
from s2v_core.timeline.model import AudioClip, Canvas, Effect, Track

__all__ = ["balance_button"]

_ON = "_s2v_music_balance"
_SPEECH, _MUSIC = "EditingConfig.SpeechConfig", "EditingConfig.BackgroundMusicConfig"
_PATHS = (
    *(f"{_SPEECH}.{name}" for name in ("Voice", "Style", "SpeechRate", "SpeechLanguage", "Volume")),
    *(f"{_MUSIC}.{name}" for name in ("Volume", "Style")),
)
_RATE = Fraction(25)
_AFTER = 1.5
"""Seconds of music after the voice."""
_LONGEST = 20.0


def balance_button(project: Project) -> None:
    """Show a button that plays a script over a track; pressed again, it takes the player away."""
    fragment(_balance, key="music_balance")(project)


def _balance(project: Project) -> None:
    shown = bool(st.session_state.get(_ON))

    def toggle() -> None:
        st.session_state[_ON] = not shown

    st.button(
        t("listen.stop") if shown else t("music.balance"),
        key="music_balance_hear",
        icon=":material/stop_circle:" if shown else ":material/volume_up:",
        on_click=callback(toggle),
    )
    if not shown:
        return
    try:
        with st.spinner(t("music.mixing")):
            samples = _mixed(project)
    except S2VError as error:
        explain(error)
    else:
        st.audio(wav(samples, SAMPLE_RATE), format="audio/wav", autoplay=True)
        one_sound_at_a_time()


def _mixed(project: Project) -> NDArray[np.float32]:
    """Return a script of the project, or a sample, over its first track: (n, 2) float32 at 48 kHz."""
    from s2v_core.rendering.sound import mix

    here, given = services(), values_of(project, _PATHS)
    named = str(given[f"{_SPEECH}.Voice"]).partition(",")[0].strip() or None
    text, language = _script(project) or t("music.sample"), str(given[f"{_SPEECH}.SpeechLanguage"])
    voice = here.speaker.choose(named, text=text, language=language, style=str(given[f"{_SPEECH}.Style"])).voice
    rate = int(given[f"{_SPEECH}.SpeechRate"])
    seconds = min(here.speaker.say(text, voice.id, rate).speech.duration, _LONGEST)
    spoken, length = ceil(seconds * _RATE), ceil((seconds + _AFTER) * _RATE)
    track = (music(project) or [music_for_style(str(given[f"{_MUSIC}.Style"]))[0].id])[0]
    clips = (
        AudioClip(
            type="AI_TTS",
            span=Span(0, spoken),
            content=text,
            voice=voice.id,
            speech_rate=rate,
            effects=(_gain(given[f"{_SPEECH}.Volume"]),),
        ),
        AudioClip(media_url=track, span=Span(0, length), loop=True, effects=(_gain(given[f"{_MUSIC}.Volume"]),)),
    )
    tracks = tuple(Track(clips=(clip,)) for clip in clips)
    timeline = Timeline(canvas=Canvas(width=16, height=16), rate=_RATE, length=length, audio_tracks=tracks)
    return mix(timeline, assets=Assets(here.settings, trusted=here.local), speaker=here.speaker)


def _script(project: Project) -> str:
    """Return the first text that is spoken in the project; empty if there is none."""
    whole = texts_of(project, "scripts")
    parts = (text for group in project.groups for text in group.get("SpeechTextArray", ()))
    return str(next(iter([*whole, *parts]), ""))


def _gain(volume: float) -> Effect:
    return Effect(type="Volume", params={"Gain": float(volume)})
