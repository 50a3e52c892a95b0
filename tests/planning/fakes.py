"""Assets, a speaker and job documents that exist in memory only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from s2v_core.errors import MediaError, MediaNotFound, NothingToSpeak, S2VError, SpeechError, VoiceUnavailable
from s2v_core.job import Job, parse_job
from s2v_core.media import MediaInfo
from s2v_core.speech import Speech, Spoken, Voice, VoiceChoice, display_text
from s2v_core.timeline import Word

Document = dict[str, Any]


def video(seconds: float | Fraction, *, identity: str = "", size: tuple[int, int] = (64, 36)) -> MediaInfo:
    return MediaInfo(
        kind="video",
        identity=identity,
        width=size[0],
        height=size[1],
        duration=Fraction(repr(seconds)) if isinstance(seconds, float) else Fraction(seconds),
        rate=Fraction(25),
        has_audio=True,
    )


def image(*, size: tuple[int, int] = (64, 36)) -> MediaInfo:
    return MediaInfo(kind="image", identity="", width=size[0], height=size[1])


def sound(seconds: int = 30) -> MediaInfo:
    return MediaInfo(kind="audio", identity="", duration=Fraction(seconds), has_audio=True)


class FakeAssets:
    """Assets whose names tell what they are: ``a_12.mp4`` lasts 12 s, ``b.png`` is a picture, ``c.mp3`` music."""

    def __init__(self, known: Mapping[str, MediaInfo | MediaError] | None = None) -> None:
        self.known = dict(known or {})
        self.asked: Counter[str] = Counter()

    def info(self, ref: str) -> MediaInfo:
        self.asked[ref] += 1
        found = self.known.get(ref) or self._guess(ref)
        if isinstance(found, MediaError):
            raise found
        return MediaInfo(**{**found.__dict__, "identity": found.identity or f"hash:{ref}"})

    def info_many(self, refs: Sequence[str]) -> dict[str, MediaInfo | S2VError]:
        return {ref: self._outcome(ref) for ref in refs}

    def _outcome(self, ref: str) -> MediaInfo | S2VError:
        try:
            return self.info(ref)
        except MediaError as error:
            return error

    def path(self, ref: str) -> Path:
        if "missing" in ref:
            raise MediaNotFound(f"{ref!r} does not exist.", where=ref, hint="Check the path.")
        return Path("/media") / ref

    def canonical(self, ref: str) -> str:
        return ref if ref.startswith(("pool:", "http")) else f"/media/{ref}"

    def _guess(self, ref: str) -> MediaInfo:
        self.path(ref)
        stem, _, suffix = ref.rpartition(".")
        if ref.startswith("pool:") or suffix == "mp3":
            return sound()
        if suffix == "mp4":
            return video(float(stem.rpartition("_")[2]))
        return image()


class FakeSpeaker:
    """Says ten characters a second, a word at a time. Voices are ``fake:<name>``; ``nobody`` is not one."""

    def __init__(self, failing: Mapping[str, SpeechError] | None = None) -> None:
        self.failing = dict(failing or {})
        self.said: Counter[tuple[str, str, int]] = Counter()

    def choose(self, requested: str | None, *, text: str, language: str, style: str = "") -> VoiceChoice:
        if requested == "nobody":
            raise VoiceUnavailable("There is no voice 'nobody'.")
        warning = f"'{requested}' is spoken by fake:other." if requested == "zhiru" else None
        name = "other" if requested == "zhiru" else requested or "default"
        return VoiceChoice(Voice(f"fake:{name.removeprefix('fake:')}", ("en",)), warning)

    def say(self, text: str, voice: str, speech_rate: int = 0) -> Spoken:
        self.said[text, voice, speech_rate] += 1
        if text in self.failing:
            raise self.failing[text]
        display = display_text(text)
        if not display:
            raise NothingToSpeak("There is nothing to speak.")
        words, at = [], 0
        for token in display.split(" "):
            words.append(Word(token, at, at / 10, (at + len(token)) / 10))
            at += len(token) + 1
        samples = np.zeros(len(display) * 800, np.float32)
        return Spoken(display, Speech(samples, 8000, tuple(words)))


def group(name: str, *media: str, **fields: Any) -> Document:
    return {"GroupName": name, "MediaArray": list(media), **fields}


def document(
    groups: Sequence[Document],
    *,
    scripts: Sequence[str] = (),
    count: int = 1,
    process: Document | None = None,
    given: Document | None = None,
    editing: Document | None = None,
    output: Document | None = None,
) -> Document:
    """Return a job document; without music of its own and 25 frames per second unless said otherwise."""
    return {
        "InputConfig": {
            "MediaGroupArray": list(groups),
            **({"SpeechTextArray": list(scripts)} if scripts else {}),
            **(given or {}),
        },
        "EditingConfig": {
            "BackgroundMusicConfig": {"Volume": 0},
            **({"ProcessConfig": process} if process else {}),
            **(editing or {}),
        },
        "OutputConfig": {
            "MediaURL": "out_{index}.mp4",
            "Count": count,
            "Width": 216,
            "Height": 384,
            "Video": {"Fps": 25},
            **(output or {}),
        },
    }


def job_of(*args: Any, **fields: Any) -> Job:
    """Return the job of :func:`document`, which must have no error."""
    job, problems = parse_job(document(*args, **fields))
    assert job is not None
    assert not [problem for problem in problems if problem.severity == "error"], problems
    return job
