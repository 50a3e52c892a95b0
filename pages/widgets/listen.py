"""Listening to a text: a button that has it spoken by a voice, and the player that follows.

What was spoken stays in the cache that productions use, so a text that somebody listened to need not be spoken again
for the videos.
"""

from __future__ import annotations

import io
import wave
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from pages.widgets.i18n import t
from pages.widgets.messages import told
from pages.widgets.problems import callback, explain, fragment, plain
from pages.widgets.services import services
from pages.widgets.voice_words import described
from s2v_core.errors import SpeechError
from s2v_core.speech import Speech, VoiceChoice

__all__ = ["listen_button", "one_sound_at_a_time", "start_listening", "voice_name", "wav"]

_KEPT = "_s2v_listen"
_ONE_SOUND = """
if (!window.s2vOneSound) {
  window.s2vOneSound = true;
  document.addEventListener("play", (event) => {
    for (const player of document.querySelectorAll("audio, video")) {
      if (player !== event.target) player.pause();
    }
  }, true);
}
"""


@dataclass(frozen=True)
class _Wish:
    """What is to be heard."""

    text: str
    voice: str
    rate: int
    language: str
    style: str


def listen_button(
    key: str,
    text: str,
    voice: str = "",
    *,
    rate: int = 0,
    language: str = "en",
    style: str = "",
    label: str | None = None,
) -> None:
    """Show a button that speaks a text and plays it below; pressed again, it takes the player away.

    It reruns on its own, so that the page does not wait. Texts that cannot be spoken say why in its place.

    Args:
        key: of the button; the same in every language.
        text: plain or SSML.
        voice: what `Speaker.choose` takes; empty: the one that suits the text.
        rate: ``SpeechRate``, -500 to 500.
        language: ``SpeechLanguage``, a hint for scripts that several languages share.
        style: mood that picks a voice when none is named.
        label: of the button, in the language of the session; None: "Listen".
    """
    wish = _Wish(text, voice, rate, language, style)
    fragment(_listen, key=f"listen_{key}")(key, wish, label or t("listen.listen"))


def start_listening(key: str) -> None:
    """Have the text of a listen button spoken in the run that follows, as if that had been pressed; in a callback."""
    st.session_state.setdefault(_KEPT, {})[key] = None


def one_sound_at_a_time() -> None:
    """Have players of the page stop when another one begins."""
    st.html(f"<script>{_ONE_SOUND}</script>", unsafe_allow_javascript=True)


def voice_name(voice: str) -> str:
    """Return how people call a voice: by its own name and what it is, not by its id; the id if it is unknown."""
    known = next((each for each in services().speaker.voices() if each.id == voice), None)
    if known is None:
        return voice
    own = known.name.capitalize() if known.engine != "pyttsx3" else ""
    return " · ".join(part for part in (own, described(known)) if part)


def wav(samples: NDArray[np.float32], rate: int) -> bytes:
    """Return sound, (n,) or (n, channels) at ``rate`` Hz, as a WAV file as loud as it is: Streamlit would make samples
    as loud as can be."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(samples.shape[1] if samples.ndim > 1 else 1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(np.round(np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return file.getvalue()


def _listen(key: str, wish: _Wish, label: str) -> None:
    wishes: dict[str, _Wish | None] = st.session_state.setdefault(_KEPT, {})
    row, below = st.container(horizontal=True, vertical_alignment="center"), st.container()
    start = row.container(width="content")
    if wishes.get(key, wish) is None:
        wishes[key] = wish
    playing = wishes.get(key) == wish and _play(wish, row, below)

    def toggle() -> None:
        if playing:
            del wishes[key]
        else:
            wishes[key] = wish

    start.button(
        t("listen.stop") if playing else label,
        key=key,
        icon=":material/stop_circle:" if playing else ":material/volume_up:",
        disabled=not wish.text.strip(),
        on_click=callback(toggle),
    )


def _play(wish: _Wish, row: Any, below: Any) -> bool:
    """Show the player of a text in ``row``, and what is to be said about it, or why there is none, ``below``; return
    whether there is one."""
    try:
        with below, st.spinner(t("listen.speaking")):
            choice, speech = _spoken(wish)
    except SpeechError as error:
        with below:
            explain(error)
        return False
    row.audio(wav(speech.samples, speech.rate), format="audio/wav", autoplay=True)
    with below:
        one_sound_at_a_time()
        heard = t("listen.heard", voice=voice_name(choice.voice.id), seconds=f"{speech.duration:.1f}")
        st.caption(plain(heard))
        if choice.warning:
            st.caption(f":material/info: {plain(told(choice.warning))}")
    return True


def _spoken(wish: _Wish) -> tuple[VoiceChoice, Speech]:
    speaker = services().speaker
    choice = speaker.choose(wish.voice or None, text=wish.text, language=wish.language, style=wish.style)
    return choice, speaker.say(wish.text, choice.voice.id, wish.rate).speech
