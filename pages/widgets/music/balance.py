"""Hearing a voice and the music together, as loud as they will be in the videos."""

from __future__ import annotations

from dataclasses import dataclass
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
from s2v_core.projects import Project, music, texts_of
from s2v_core.projects.values import settings_job
from s2v_core.timeline import Span, Timeline
from s2v_core.timeline.model import AudioClip, Canvas, Effect, Track

__all__ = ["balance_button"]

_ON, _HEARD = "_s2v_music_balance", "_s2v_music_blend"
_RATE = Fraction(25)
_AFTER = 1.5
"""Seconds of music after the voice."""
_LONGEST = 20.0


@dataclass(frozen=True)
class _Blend:
    """What is heard together, and how loud."""

    text: str
    voice: str
    rate: int
    track: str
    voice_volume: float
    music_volume: float


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
            sound = _known(_blend(project))
    except S2VError as error:
        explain(error)
    else:
        st.audio(sound, format="audio/wav", autoplay=True)
        one_sound_at_a_time()


def _known(blend: _Blend) -> bytes:
    """Return the mix, made anew only where it differs from the one that was heard last."""
    from s2v_core.rendering.rates import SAMPLE_RATE

    kept: tuple[_Blend, bytes] | None = st.session_state.get(_HEARD)
    if kept is None or kept[0] != blend:
        kept = (blend, wav(_mixed(blend), SAMPLE_RATE))
        st.session_state[_HEARD] = kept
    return kept[1]


def _blend(project: Project) -> _Blend:
    """Return a script of the project, or a sample, over its first track, or one that would be drawn."""
    given = settings_job(project).editing_config
    speech, background = given.speech_config, given.background_music_config
    text = _script(project) or t("music.sample")
    named = next(iter(speech.voices), None)
    choice = services().speaker.choose(named, text=text, language=speech.speech_language, style=speech.style)
    track = next(iter(music(project)), "") or music_for_style(background.style)[0].id
    return _Blend(text, choice.voice.id, speech.speech_rate, track, speech.volume, background.volume)


def _mixed(blend: _Blend) -> NDArray[np.float32]:
    """Return (n, 2) float32 at 48 kHz, mixed as in the videos."""
    from s2v_core.rendering.sound import mix

    here = services()
    seconds = min(here.speaker.say(blend.text, blend.voice, blend.rate).speech.duration, _LONGEST)
    spoken, length = ceil(seconds * _RATE), ceil((seconds + _AFTER) * _RATE)
    clips = (
        AudioClip(
            type="AI_TTS",
            span=Span(0, spoken),
            content=blend.text,
            voice=blend.voice,
            speech_rate=blend.rate,
            effects=(_gain(blend.voice_volume),),
        ),
        AudioClip(media_url=blend.track, span=Span(0, length), loop=True, effects=(_gain(blend.music_volume),)),
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
    return Effect(type="Volume", params={"Gain": volume})
