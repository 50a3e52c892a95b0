"""Which voice the scripts are heard in, and the player above their table."""

from __future__ import annotations

import streamlit as st

from pages.widgets.i18n import t
from pages.widgets.listen import listen_button, start_listening, voice_name
from pages.widgets.navigation import link
from pages.widgets.problems import plain
from pages.widgets.services import services
from s2v_core.errors import SpeechError
from s2v_core.projects import Project
from s2v_core.projects.values import settings_job

__all__ = ["Hearing"]

_PLAYER, _TEXT, _VOICE = "broadcast_listen", "_s2v_broadcast_heard", "broadcast_voice"
_BEGINNING = 90


class Hearing:
    """The voices of a project, and the script that somebody listens to."""

    def __init__(self, project: Project, texts: list[str]) -> None:
        self._speech = settings_job(project).editing_config.speech_config
        self._voices = list(dict.fromkeys(self._speech.voices)) or [""]
        self._texts = texts

    def hear(self, text: str) -> None:
        """Have a script spoken in the run that follows; in a callback."""
        st.session_state[_TEXT] = text
        start_listening(_PLAYER)

    def show(self) -> None:
        """Show the choice of the voice, where the project has several, and the player."""
        with st.container(horizontal=True, vertical_alignment="bottom" if len(self._voices) > 1 else "center"):
            voice = self._voices[0]
            if len(self._voices) > 1:
                if st.session_state.get(_VOICE) not in self._voices:
                    st.session_state[_VOICE] = voice
                voice = st.selectbox(t("broadcast.voice"), self._voices, key=_VOICE, format_func=self._name, width=360)
            else:
                st.markdown(t("broadcast.voice_is", voice=plain(self._name(voice))), width="content")
            link("style", t("broadcast.to_voices"))
        text = st.session_state.get(_TEXT)
        if text in self._texts:
            with st.container(border=True, key="broadcast_player"):
                beginning = text if len(text) <= _BEGINNING else f"{text[:_BEGINNING].rstrip()}…"
                st.caption(plain(f"“{beginning}”"))
                listen_button(
                    _PLAYER,
                    text,
                    voice,
                    rate=self._speech.speech_rate,
                    language=self._speech.speech_language,
                    style=self._speech.style,
                )

    def _name(self, requested: str) -> str:
        """Return how people call the voice that would speak."""
        try:
            choice = services().speaker.choose(
                requested or None,
                text=self._texts[0],
                language=self._speech.speech_language,
                style=self._speech.style,
            )
        except SpeechError:  # said by the player, when it is asked for
            return requested or t("broadcast.voice_automatic")
        name = voice_name(choice.voice.id)
        if not requested:
            return t("broadcast.voice_chosen", voice=name)
        return f"{requested} → {name}" if choice.warning else name
