"""Settings: which voices there are, which speak by default, and how they sound."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from pages.widgets.i18n import t
from pages.widgets.listen import listen_button, voice_name
from pages.widgets.messages import told
from pages.widgets.problems import plain
from pages.widgets.services import services
from pages.widgets.settings.fields import kept_setting
from s2v_core.copywriting import checked_base_url

if TYPE_CHECKING:
    from s2v_core.speech import Voice

__all__ = ["show_voices"]

_DEFAULTS = ("en", "zh")
_SAMPLES = {"en": "Fresh from the valley, roasted this morning.", "zh": "来自山谷的新鲜咖啡，今早刚刚烘焙。"}
"""What voices are heard with: in their languages, whatever that of the studio is."""


def show_voices() -> None:
    """Show the default voices, all voices, the engines, and the online service."""
    voices = services().speaker.voices()
    st.caption(t("settings.voices_help"))
    for language in _DEFAULTS:
        _default_voice(language, [voice for voice in voices if language in voice.languages or "*" in voice.languages])
    _any_voice(voices)
    _engines(voices)
    _online_service()


def _default_voice(language: str, voices: Sequence[Voice]) -> None:
    names = {"": t("settings.best_voice")} | {voice.id: voice_name(voice.id) for voice in voices}
    current = getattr(services().settings, f"voice_{language}")
    names.setdefault(current, current)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with st.container():
            kept_setting(
                st.selectbox,
                t(f"settings.voice.{language}"),
                f"voice_{language}",
                stored=lambda chosen: chosen or None,
                options=list(names),
                format_func=lambda voice: names.get(voice, voice),
            )
        with st.container(width="content"):
            listen_button(f"settings_listen_{language}", _SAMPLES[language], current, language=language)


def _any_voice(voices: Sequence[Voice]) -> None:
    st.subheader(t("settings.try_voice"), anchor=False)
    names = {voice.id: voice_name(voice.id) for voice in voices}
    chosen = st.selectbox(t("settings.voice"), list(names), format_func=names.__getitem__, key="settings_any_voice")
    text = st.text_input(t("settings.text"), _SAMPLES["en"], key="settings_any_text", max_chars=200)
    if chosen:
        listen_button("settings_listen_any", text, chosen)


def _engines(voices: Sequence[Voice]) -> None:
    from s2v_core.speech.engines import ENGINES

    st.subheader(t("settings.engines"), anchor=False)
    counts = Counter(voice.engine for voice in voices)
    for engine, entry in ENGINES.items():
        count, about = counts[engine], t(f"settings.engine.{engine}")
        if count:
            st.markdown(f":green[:material/check_circle:] {about} :small[:gray[{t('settings.count', count=count)}]]")
        else:
            remedy = t("settings.engine_online") if engine == "openai" else plain(told(entry.hint))
            st.markdown(f":gray[:material/radio_button_unchecked:] {about}  \n:small[:gray[{remedy}]]")


def _online_service() -> None:
    here = services()
    with st.expander(t("settings.online"), icon=":material/cloud:", key="settings_online", on_change="rerun") as opened:
        if not opened.open:
            return
        st.caption(t("settings.online_help"))
        kept_setting(
            st.text_input,
            t("settings.base_url"),
            "speech_base_url",
            stored=lambda entered: checked_base_url(entered) or None,
            locked=not here.local,
            placeholder="https://api.openai.com/v1",
        )
        model = t("settings.model")
        kept_setting(st.text_input, model, "speech_model", stored=lambda entered: entered.strip() or None)
        kept_setting(
            st.text_input,
            t("settings.online_voices"),
            "speech_voices",
            shown=", ".join,
            stored=lambda entered: entered.strip() or None,
        )
        key = here.settings.speech_api_key.get_secret_value()
        st.caption(f":material/key: {t('settings.speech_key_there' if key else 'settings.speech_key_missing')}")
