"""The online engine, against a server of our own that behaves as services do."""

from __future__ import annotations

import http.server
import io
import json
import struct
import time
import traceback
import wave
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from pydantic import SecretStr

from s2v_core.errors import EngineFailed
from s2v_core.settings import Settings, load_settings
from s2v_core.speech import Speaker
from s2v_core.speech.engines.online import OnlineEngine
from tests.support.web import Handler, serving

KEY = "sk-very-secret-4711"
RATE = 16000


def wav(seconds: float = 0.5) -> bytes:
    tone = (8000 * np.sin(2 * np.pi * 300 * np.arange(round(seconds * RATE)) / RATE)).astype("<i2")
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(tone.tobytes())
    return buffer.getvalue()


class Service(Handler):
    def do_POST(self) -> None:
        body = json.loads(self.body())
        self.server.seen.append((self.path, self.headers["Authorization"], body))  # type: ignore[attr-defined]
        text = body["input"]
        if text == "slow":
            time.sleep(0.6)
        status = int(text) if text.isdigit() else 200
        if text == "busy once" and len(self.server.seen) == 1:  # type: ignore[attr-defined]
            status = 429
        content = json.dumps({"error": {"message": f"Incorrect API key provided: {KEY}"}}).encode()
        if status == 200:
            content = wav()
            if text == "streamed":
                content = (
                    content[:4]
                    + struct.pack("<I", 0xFFFFFFFF)
                    + content[8:40]
                    + struct.pack("<I", 0xFFFFFFFF)
                    + content[44:]
                )
            if text == "garbage":
                content = b"<html>not sound</html>"
            if text == "empty":
                content = wav(0)
        try:
            self.send_response(status)
            self.send_header("retry-after-ms", "10")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
        except OSError:
            return


@pytest.fixture
def server() -> Iterator[http.server.ThreadingHTTPServer]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
    server.seen = []  # type: ignore[attr-defined]
    with serving(server):
        yield server


@pytest.fixture
def configured(settings: Settings, server: http.server.ThreadingHTTPServer) -> Settings:
    return load_settings(
        home=settings.home,
        speech_base_url=f"http://127.0.0.1:{server.server_port}/v1",
        speech_api_key=SecretStr(KEY),
        speech_model="tts-x",
        speech_voices=("alloy", "nova"),
        speech_timeout=10.0,
        _env_file=None,
    )


@pytest.fixture
def engine(configured: Settings) -> Iterator[OnlineEngine]:
    engine = OnlineEngine(configured)
    yield engine
    engine.close()


def test_without_settings_it_has_no_voices(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    assert OnlineEngine(settings).voices() == ()
    assert OnlineEngine(load_settings(speech_base_url="http://x", _env_file=None)).voices() != ()


def test_it_asks_for_what_is_wanted(engine: OnlineEngine, server: Any) -> None:
    assert [voice.id for voice in engine.voices()] == ["openai:alloy", "openai:nova"]
    speech = engine.speak("Hello", "nova", 1.25)
    assert speech.rate == RATE
    assert speech.duration == pytest.approx(0.5, abs=0.01)
    assert speech.samples.dtype == np.float32
    assert float(np.abs(speech.samples).max()) == pytest.approx(8000 / 32768, abs=0.01)
    ((path, authorization, body),) = server.seen
    assert path == "/v1/audio/speech"
    assert authorization == f"Bearer {KEY}"
    assert (body["model"], body["voice"], body["input"], body["speed"]) == ("tts-x", "nova", "Hello", 1.25)
    assert body["response_format"] == "wav"


def test_streamed_answers_with_a_false_length_are_read(engine: OnlineEngine) -> None:
    assert engine.speak("streamed", "alloy", 1.0).duration == pytest.approx(0.5, abs=0.01)


def test_a_busy_service_is_asked_again(engine: OnlineEngine, server: Any) -> None:
    engine.speak("busy once", "alloy", 1.0)
    assert len(server.seen) == 2


@pytest.mark.parametrize(
    ("text", "reason", "requests"),
    [
        ("401", "does not accept the key", 1),
        ("404", "does not know the model", 1),
        ("429", "too many requests", 3),
        ("500", "status 500", 3),
        ("garbage", "not sound", 1),
        ("empty", "no sound", 1),
    ],
)
def test_failures_are_told_without_the_key(
    engine: OnlineEngine, server: Any, text: str, reason: str, requests: int
) -> None:
    with pytest.raises(EngineFailed) as failure:
        engine.speak(text, "alloy", 1.0)
    assert reason in str(failure.value)
    assert "S2V_SPEECH_API_KEY" in failure.value.hint
    assert KEY not in str(failure.value)
    assert KEY not in "".join(traceback.format_exception(failure.value))
    assert len(server.seen) == requests


def test_a_slow_service_is_told(configured: Settings) -> None:
    engine = OnlineEngine(configured.model_copy(update={"speech_timeout": 0.2}))
    with pytest.raises(EngineFailed, match=r"no answer within 0\.2 seconds"):
        engine.speak("slow", "alloy", 1.0)
    engine.close()


def test_a_service_that_is_not_there_is_told() -> None:
    engine = OnlineEngine(load_settings(speech_base_url="http://127.0.0.1:9/v1", speech_timeout=0.5, _env_file=None))
    with pytest.raises(EngineFailed, match="cannot be reached"):
        engine.speak("Hello", "alloy", 1.0)
    engine.close()


def test_the_speaker_gives_its_words_times(configured: Settings) -> None:
    with Speaker(configured) as speaker:
        spoken = speaker.say("你好 hello", "openai:alloy")
    assert [word.text for word in spoken.speech.words] == ["你", "好", "hello"]
    assert all(word.end > word.start for word in spoken.speech.words)
