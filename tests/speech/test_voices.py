"""Which voice speaks: wishes, the vendor's names, languages, styles, settings."""

from __future__ import annotations

from typing import Any

import pytest

from s2v_core.errors import VoiceUnavailable
from s2v_core.job.limits import VOICE_STYLES
from s2v_core.settings import Settings, load_settings
from s2v_core.speech import Speaker, chinese_quality_note
from s2v_core.speech.engine import Voice
from s2v_core.speech.engines import ENGINES
from s2v_core.speech.engines.espeak import EspeakEngine
from s2v_core.speech.vendor import vendor_voice
from s2v_core.speech.voices import STYLES, VoiceChoice
from tests.speech.fakes import FakeEngine


def speaker(settings: Settings, **engines: FakeEngine | EspeakEngine) -> Speaker:
    return Speaker(settings, engines=engines)


@pytest.fixture
def here(settings: Settings) -> Speaker:
    """hibari with its packaged voice, and eSpeak NG with its real list of voices."""
    return speaker(
        settings, hibari=FakeEngine("hibari", {"heart": ("en",)}, gender="female"), pyttsx3=EspeakEngine(settings)
    )


def chosen(speaker: Speaker, requested: str | None, text: str, language: str = "zh", **more: Any) -> VoiceChoice:
    return speaker.choose(requested, text=text, language=language, **more)


@pytest.mark.parametrize(
    ("text", "language", "voice"),
    [
        ("Hello", "zh", "hibari:heart"),
        ("Hello", "en", "hibari:heart"),
        ("你好", "en", "pyttsx3:cmn"),
        ("买 iPhone now", "en", "pyttsx3:cmn"),
        ("Bonjour", "fr", "pyttsx3:fr-be"),
        ("Привет", "zh", "pyttsx3:ru"),
        ("こんにちは", "zh", "pyttsx3:ja"),
        ("مرحبا", "zh", "pyttsx3:ar"),
    ],
)
def test_without_a_wish_the_language_decides(here: Speaker, text: str, language: str, voice: str) -> None:
    choice = chosen(here, None, text, language)
    assert choice.warning is None
    assert choice.voice.languages == here.choose(voice, text=text, language=language).voice.languages
    if text != "Bonjour":
        assert choice.voice.id == voice


@pytest.mark.parametrize("name", ["pyttsx3:en-us+f3", "pyttsx3:EN-US+f3", "en-us+f3", "pyttsx3:cmn+Annie"])
def test_a_voice_that_is_here_is_taken(here: Speaker, name: str) -> None:
    choice = chosen(here, name, "Hello")
    assert choice.warning is None
    assert choice.voice.id.lower() == (name if ":" in name else f"pyttsx3:{name}").lower()


@pytest.mark.parametrize(
    ("name", "text", "voice"),
    [
        ("ava", "Hello", "hibari:heart"),
        ("Luca", "Hello", "pyttsx3:en-us"),
        ("zhitian", "你好", "pyttsx3:cmn+f3"),
        ("zhitian_emo", "你好", "pyttsx3:cmn+f3"),
        ("zhide", "你好", "pyttsx3:cmn"),
        ("longcheng_v2", "你好", "pyttsx3:cmn"),
        ("longwan", "你好", "pyttsx3:cmn+f3"),
        ("zhiunheardof", "你好", "pyttsx3:cmn"),
        ("zhitian", "Hello", "hibari:heart"),
    ],
)
def test_names_of_the_vendor_have_stand_ins(here: Speaker, name: str, text: str, voice: str) -> None:
    choice = chosen(here, name, text)
    assert choice.voice.id == voice
    assert choice.warning is not None
    assert name in choice.warning
    assert voice in choice.warning


def test_a_robotic_stand_in_names_the_natural_voice(here: Speaker) -> None:
    assert "'hibari:heart' sounds more natural" in (chosen(here, "luca", "Hello").warning or "")
    assert "natural" not in (chosen(here, "ava", "Hello").warning or "")


def test_the_families_of_the_vendor_are_known() -> None:
    assert vendor_voice("ZHIMIAO_EMO") == vendor_voice("zhimiao")
    for name in ("ava", "luca", "luna", "emily", "eric", "annie", "andy", "abby", "lydia", "olivia", "wendy", "harry"):
        voice = vendor_voice(name)
        assert voice is not None
        assert voice.language == "en"
        assert voice.gender
    assert vendor_voice("heart") is None


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("nobody", "There is no voice 'nobody'"),
        ("hibari:hart", "did you mean 'hibari:heart'"),
        ("openai:alloy", "S2V_SPEECH_BASE_URL"),
        ("pyttsx3:en-us+nosuchvariant", "There is no voice"),
        ("pyttsx3:../../etc/passwd", "There is no voice"),
    ],
)
def test_unknown_names_are_a_warning_with_a_remedy(here: Speaker, name: str, part: str) -> None:
    choice = chosen(here, name, "Hello")
    assert choice.voice.id == "hibari:heart"
    assert part in (choice.warning or "")


def test_a_voice_that_cannot_read_the_text_is_replaced(here: Speaker) -> None:
    choice = chosen(here, "hibari:heart", "你好")
    assert "zh" in choice.voice.languages
    assert "does not speak this text's language (zh)" in (choice.warning or "")


def test_settings_name_the_default_voices(tmp_path: Any) -> None:
    settings = load_settings(home=tmp_path, voice_en="pyttsx3:en-gb", voice_zh="pyttsx3:yue", _env_file=None)
    here = speaker(
        settings, hibari=FakeEngine("hibari", {"heart": ("en",)}, gender="female"), pyttsx3=EspeakEngine(settings)
    )
    assert chosen(here, None, "Hello").voice.id == "pyttsx3:en-gb"
    assert chosen(here, "ava", "Hello").voice.id == "pyttsx3:en-gb"
    assert chosen(here, None, "你好").voice.id == "pyttsx3:yue"


def test_a_setting_that_names_no_voice_is_told(tmp_path: Any) -> None:
    settings = load_settings(home=tmp_path, voice_en="gone:gone", _env_file=None)
    choice = chosen(speaker(settings, pyttsx3=EspeakEngine(settings)), None, "Hello")
    assert choice.voice.id == "pyttsx3:en-us"
    assert "S2V_VOICE_EN" in (choice.warning or "")


def test_styles_pick_a_voice_by_mood(here: Speaker) -> None:
    voices = {chosen(here, "", "你好", style=style).voice.id for style in ("Gentle", "Serious", "Entertainment")}
    assert len(voices) == 3
    assert chosen(here, "", "Hello", style="gentle") == VoiceChoice(here.choose("heart", text="a", language="").voice)
    assert "Serious" in (chosen(here, "", "Hello", style="Serious").warning or "")
    assert "no style 'Loud'" in (chosen(here, "", "Hello", style="Loud").warning or "")
    assert chosen(here, "pyttsx3:en-us", "Hello", style="Serious").warning is None


def test_chinese_prefers_a_configured_service_to_espeak(settings: Settings) -> None:
    espeak = EspeakEngine(settings)
    online = FakeEngine("openai", {"alloy": ("*",)})
    assert "eSpeak NG" in (chinese_quality_note(speaker(settings, pyttsx3=espeak)) or "")
    assert chinese_quality_note(speaker(settings, pyttsx3=espeak, openai=online)) is None
    assert "No voice here speaks 'zh'" in (chinese_quality_note(speaker(settings)) or "")
    assert chosen(speaker(settings, pyttsx3=espeak, openai=online), "zhitian", "你好").voice.id == "openai:alloy"


def test_a_language_that_nothing_speaks_is_an_error_with_a_remedy(settings: Settings) -> None:
    with pytest.raises(VoiceUnavailable) as error:
        chosen(speaker(settings, hibari=FakeEngine("hibari", {"heart": ("en",)}, gender="female")), None, "你好")
    assert "espeakng-loader" in error.value.hint
    with pytest.raises(VoiceUnavailable) as error:
        chosen(speaker(settings, pyttsx3=EspeakEngine(settings)), None, "សួស្តី")
    assert "espeakng-loader" not in error.value.hint
    assert "S2V_SPEECH_BASE_URL" in error.value.hint


def test_espeak_reads_no_kanji_and_says_so(here: Speaker) -> None:
    assert "kana" in (chosen(here, None, "世界", "ja").warning or "")
    assert chosen(here, None, "こんにちは", "ja").warning is None


def test_every_engine_says_what_to_install(settings: Settings) -> None:
    for name, entry in ENGINES.items():
        assert entry.hint
        assert entry.installed
        engine = entry.make(settings)
        assert engine.name == name
        assert engine.version
        for voice in engine.voices():
            assert voice == Voice(f"{name}:{voice.name}", voice.languages, voice.description, voice.gender)
            assert engine.voice(voice.name) == voice
            assert voice.languages
            assert voice.description
        assert engine.voice("no such voice") is None
        engine.close()


def test_the_styles_are_those_of_the_job_document() -> None:
    assert STYLES == VOICE_STYLES
