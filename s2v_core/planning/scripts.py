"""The voiceover texts and voices that can be drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from s2v_core.errors import Problem, SpeechError
from s2v_core.job import Job
from s2v_core.planning.sources import SpeechSource
from s2v_core.speech import chinese_quality_note
from s2v_core.speech.language import language_of
from s2v_core.speech.passages import passages_of
from s2v_core.speech.ssml import parse_script

__all__ = ["Script", "ScriptPools", "gather_scripts"]

_ROBOTIC = "pyttsx3"


@dataclass(frozen=True)
class Script:
    """A voiceover text: where it stands in the document, and what captions show of it."""

    text: str
    path: str
    display: str


@dataclass(frozen=True)
class ScriptPools:
    """The texts that can be drawn.

    ``whole`` are complete scripts (global mode). In segmented mode ``sets`` hold one text for every group that has any,
    by group index, when texts are combined by their number; otherwise every group draws from its own ``groups`` entry.
    ``voices`` are the requested names (one empty name: the system's choice), ``choices`` what each becomes for a text.
    """

    whole: tuple[Script, ...] = ()
    sets: tuple[dict[int, Script], ...] = ()
    groups: dict[int, tuple[Script, ...]] = field(default_factory=dict)
    voices: tuple[str, ...] = ("",)
    choices: dict[tuple[str, str], str] = field(default_factory=dict)

    def all(self) -> tuple[Script, ...]:
        """Return every text that may be drawn."""
        segments = (script for scripts in self.sets for script in scripts.values())
        return (*self.whole, *segments, *(script for scripts in self.groups.values() for script in scripts))


def gather_scripts(job: Job, speaker: SpeechSource) -> tuple[ScriptPools, list[Problem], list[Problem]]:
    """Return the texts that can be spoken, what is wrong with the others, and what keeps every output from being made.

    Nothing is spoken for it.
    """
    return _Gatherer(job, speaker).gather()


class _Gatherer:
    def __init__(self, job: Job, speaker: SpeechSource) -> None:
        self.job = job
        self.speaker = speaker
        speech = job.editing_config.speech_config
        self.language, self.style = speech.speech_language, speech.style
        self.voices = speech.voices or ("",)
        self.problems: list[Problem] = []
        self.blocks: list[Problem] = []
        self.choices: dict[tuple[str, str], str] = {}
        self.warned: set[str] = set()

    def gather(self) -> tuple[ScriptPools, list[Problem], list[Problem]]:
        whole: tuple[Script, ...] = ()
        sets: tuple[dict[int, Script], ...] = ()
        groups: dict[int, tuple[Script, ...]] = {}
        if self.job.mode == "segmented":
            sets, groups = self._segments()
        elif self.job.input_config.speech_text_array:
            whole = self._usable("InputConfig.SpeechTextArray", self.job.input_config.speech_text_array)
            self._demand(whole, "InputConfig.SpeechTextArray")
        able = {name for name, _ in self.choices}
        voices = tuple(name for name in self.voices if name in able) or self.voices
        pools = ScriptPools(whole, sets, groups, voices, self.choices)
        return pools, self.problems, self.blocks

    def _segments(self) -> tuple[tuple[dict[int, Script], ...], dict[int, tuple[Script, ...]]]:
        given = {
            index: group.speech_text_array
            for index, group in enumerate(self.job.input_config.media_group_array)
            if group.speech_text_array
        }
        paths = {index: f"InputConfig.MediaGroupArray[{index}].SpeechTextArray" for index in given}
        usable = {index: self._usable(paths[index], texts) for index, texts in given.items()}
        if len({len(texts) for texts in given.values()}) == 1:
            return self._sets(usable, len(next(iter(given.values()))), paths), {}
        for index, scripts in usable.items():
            self._demand(scripts, paths[index])
        return (), {index: _distinct(scripts) for index, scripts in usable.items()}

    def _sets(
        self, usable: dict[int, tuple[Script, ...]], number: int, paths: dict[int, str]
    ) -> tuple[dict[int, Script], ...]:
        placed = {script.path: script for scripts in usable.values() for script in scripts}
        numbered = ({index: f"{paths[index]}[{place}]" for index in usable} for place in range(number))
        sets = [
            {index: placed[path] for index, path in wanted.items()}
            for wanted in numbered
            if all(path in placed for path in wanted.values())
        ]
        self._demand(sets, next(iter(paths.values())))
        return tuple(sets)

    def _usable(self, path: str, texts: Sequence[str]) -> tuple[Script, ...]:
        scripts = (self._script(text, f"{path}[{place}]") for place, text in enumerate(texts))
        found = tuple(script for script in scripts if script is not None)
        return _distinct(found) if path == "InputConfig.SpeechTextArray" else found

    def _script(self, text: str, path: str) -> Script | None:
        parsed = parse_script(text)
        display = parsed.display
        if not passages_of(parsed)[0]:
            hint = "Write at least one word, or remove this text."
            self.problems.append(Problem(path=path, message="There is nothing to speak in this text.", hint=hint))
            return None
        errors = [self._choose(name, text, display) for name in self.voices]
        failed = next((error for error in errors if error is not None), None)
        if failed is not None and all(errors):
            self.problems.append(failed.at(path).problem())
            return None
        if failed is not None:
            self._warn(failed.message)
        return Script(text, path, display)

    def _choose(self, name: str, text: str, display: str) -> SpeechError | None:
        try:
            choice = self.speaker.choose(name or None, text=display, language=self.language, style=self.style)
        except SpeechError as error:
            return error
        self.choices[name, text] = choice.voice.id
        if choice.warning:
            self._warn(choice.warning)
        if choice.voice.engine == _ROBOTIC and language_of(display, self.language) == "zh":
            self._warn(chinese_quality_note(self.speaker))
        return None

    def _warn(self, message: str | None) -> None:
        """Note something about the voices, once however many texts it concerns."""
        if message is None or message in self.warned:
            return
        self.warned.add(message)
        path = "EditingConfig.SpeechConfig.Voice"
        self.problems.append(Problem(path=path, message=message, severity="warning"))

    def _demand(self, usable: Sequence[object], path: str) -> None:
        if not usable:
            hint = "Write at least one text that can be spoken, or remove the list."
            self.blocks.append(Problem(path=path, message="None of these texts can be spoken.", hint=hint))


def _distinct(scripts: Iterable[Script]) -> tuple[Script, ...]:
    return tuple({script.text: script for script in reversed(tuple(scripts))}.values())[::-1]
