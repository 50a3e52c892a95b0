"""One output in the making: its decisions in a fixed order, texts first, shots last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from s2v_core.errors import SpeechError
from s2v_core.planning.draws import Chooser, Draws, Step
from s2v_core.planning.fitting import Showing
from s2v_core.planning.global_mode import Alignment, fit_shots, pick_shots
from s2v_core.planning.kept import caption_of, reordered, start_of
from s2v_core.planning.materials import ShotKey, exact
from s2v_core.planning.overrides import NOTHING_FIXED, Fixings, key_name
from s2v_core.planning.pools import Item, Offer, StickerItem
from s2v_core.planning.scripts import Script
from s2v_core.planning.segmented_mode import Segments
from s2v_core.planning.shots import SHOT, Picker
from s2v_core.planning.sound import Utterance, spoken_frames
from s2v_core.planning.voicing import Request, Voicing
from s2v_core.speech import Spoken

__all__ = ["Draft", "Drafter"]

ItemT = TypeVar("ItemT", bound=Item)


@dataclass(frozen=True)
class Draft:
    """All that was decided for an output but its looks.

    ``script`` is what the output says (by paths in the document), ``drawn`` the shots before redraws and locks.
    """

    chooser: Chooser
    length: int
    showings: tuple[Showing, ...]
    utterances: tuple[Utterance, ...]
    title: str | None
    sub_headings: Mapping[int, str]
    sticker: StickerItem | None
    background: Item | None
    music: Item | None
    drawn: frozenset[ShotKey]

    @property
    def steps(self) -> list[Step]:
        """The decisions in the order they were taken."""
        return self.chooser.steps

    def shown(self) -> frozenset[str]:
        """Return the names of the decisions whose shots are shown."""
        return frozenset(key_name(SHOT, showing.pick.slot) for showing in self.showings)

    def pictures(self) -> tuple[ShotKey, ...]:
        """Return what tells its pictures from another output's."""
        return tuple(showing.pick.shown.key for showing in self.showings)

    def signature(self) -> tuple[Any, ...]:
        """Return what tells the output from another: pictures, texts, voice, sticker, background and music."""
        return (
            self.pictures(),
            tuple((said.script.text, said.voice) for said in self.utterances),
            self.title,
            tuple(self.sub_headings.items()),
            self.sticker and repr(self.sticker.sticker),
            *(item and item.media for item in (self.background, self.music)),
        )


class Drafter:
    """Makes the drafts of one effective job."""

    def __init__(self, offer: Offer, draws: Draws, voicing: Voicing, template: str | None = None) -> None:
        self.offer = offer
        self.draws = draws
        self.voicing = voicing
        self.template = template
        self.rate = offer.rate
        self.process = offer.job.editing_config.process_config
        self.shot = exact(self.process.single_shot_duration)

    def requests(self, output: int) -> list[Request]:
        """Return what an output is going to say, as far as its first draws go."""
        chooser = Chooser(self.draws, output)
        return [request for _, request in self._requests(self._scripts(chooser), chooser).values()]

    def draft(self, output: int, digits: Mapping[str, int] | None = None, fixings: Fixings = NOTHING_FIXED) -> Draft:
        """Make all decisions of an output.

        Raises:
            S2VError: it cannot be made; placed in the document where that is known.
        """
        start = start_of(fixings)
        draws, digits = (self.draws, digits or {}) if start is None else (Draws(start.seed), start.digits)
        begun = partial(Chooser, draws, output, digits, fixings)
        reserved = self._draft(begun(), None).drawn if fixings.concerns(SHOT) else None
        return self._draft(begun(), reserved)

    def _draft(self, chooser: Chooser, reserved: frozenset[ShotKey] | None) -> Draft:
        if self.template is not None:
            chooser.values["template"] = self.template
        said = self._say(self._scripts(chooser), chooser)
        offer = self.offer
        title = chooser.choose("title", offer.titles) if offer.titles else None
        sub_headings = {
            level: chooser.choose("subheading", texts, slot=str(level)) for level, texts in offer.sub_headings.items()
        }
        sticker = _item("sticker", offer.stickers, chooser)
        background = _item("background", offer.backgrounds, chooser)
        music = _item("music", offer.music, chooser)
        picker = Picker(chooser, reserved or frozenset())
        segmented = offer.job.mode == "segmented"
        length, showings, utterances = (self._segmented if segmented else self._global)(picker, chooser, said)
        if said:
            chooser.values["speech"] = [_record(utterance) for utterance in utterances]
        return Draft(
            chooser=chooser,
            length=length,
            showings=tuple(showings),
            utterances=tuple(utterances),
            title=title,
            sub_headings=sub_headings,
            sticker=sticker,
            background=background,
            music=music,
            drawn=picker.used,
        )

    def _scripts(self, chooser: Chooser) -> dict[int, Script]:
        """Draw the texts by group index (the complete script of global mode counts as that of group 0)."""
        pools = self.offer.scripts
        if pools.whole:
            return {0: chooser.choose("script", pools.whole, values=[script.text for script in pools.whole])}
        if pools.sets:
            values = [[script.text for script in scripts.values()] for scripts in pools.sets]
            return dict(chooser.choose("script", pools.sets, values=values))
        names = [pool.name for pool in self.offer.groups]
        return {
            index: chooser.choose("script", texts, slot=names[index], values=[script.text for script in texts])
            for index, texts in pools.groups.items()
        }

    def _say(self, scripts: Mapping[int, Script], chooser: Chooser) -> dict[int, Said]:
        said = {}
        for index, (script, request) in self._requests(scripts, chooser).items():
            try:
                said[index] = Said(script, request, self.voicing.say(*request))
            except SpeechError as error:
                raise error.at(script.path) from error
        return said

    def _requests(self, scripts: Mapping[int, Script], chooser: Chooser) -> dict[int, tuple[Script, Request]]:
        if not scripts:
            return {}
        pools = self.offer.scripts
        name = pools.voices[0] if pools.voices == ("",) else chooser.choose("voice", pools.voices)
        rate = self.offer.job.editing_config.speech_config.speech_rate
        return {index: (script, (script.text, self._voice(name, script), rate)) for index, script in scripts.items()}

    def _voice(self, name: str, script: Script) -> str:
        choices = self.offer.scripts.choices
        if (name, script.text) in choices:
            return choices[name, script.text]
        others = (choices[other, script.text] for other in self.offer.scripts.voices if (other, script.text) in choices)
        return next(others)

    def _global(
        self, picker: Picker, chooser: Chooser, said: Mapping[int, Said]
    ) -> tuple[int, list[Showing], list[Utterance]]:
        voice = next(iter(said.values()), None)
        full = self._length(voice)
        limit = self.offer.job.output_config.max_duration
        length = full if limit is None else max(1, min(full, round(exact(limit) * self.rate)))
        alignment: Alignment = "Trim" if voice is None else self.process.alignment_mode
        picks = pick_shots(
            self.offer.groups,
            picker,
            chooser.draws,
            chooser.output,
            seconds=length / self.rate,
            shot=self.shot,
            alignment=alignment,
        )
        utterances = [] if voice is None else [voice.utterance(0, length, "", chooser.fixings)]
        return length, reordered(fit_shots(picks, length, self.rate, alignment), chooser.fixings), utterances

    def _length(self, voice: Said | None) -> int:
        if voice is not None:
            return spoken_frames(voice.spoken, self.rate)
        fixed = self.offer.job.output_config.fixed_duration
        seconds = self.shot * len(self.offer.groups) if fixed is None else exact(fixed)
        return max(1, round(seconds * self.rate))

    def _segmented(
        self, picker: Picker, chooser: Chooser, said: Mapping[int, Said]
    ) -> tuple[int, list[Showing], list[Utterance]]:
        segments = Segments(picker, chooser, shot=self.shot, rate=self.rate)
        showings: list[Showing] = []
        utterances: list[Utterance] = []
        at = 0
        for pool in self.offer.groups:
            voice = said.get(pool.index)
            spoken = None if voice is None else spoken_frames(voice.spoken, self.rate)
            filled = reordered(segments.fill(pool, spoken), chooser.fixings)
            length = sum(showing.frames for showing in filled)
            if voice is not None:
                utterances.append(voice.utterance(at, length, pool.name, chooser.fixings))
            showings += filled
            at += length
        return at, showings, utterances


@dataclass(frozen=True)
class Said:
    """A drawn text and how it sounds."""

    script: Script
    request: Request
    spoken: Spoken

    def utterance(self, start: int, frames: int, slot: str, fixings: Fixings) -> Utterance:
        """Return it at its place in an output, with the captions that are kept for it."""
        caption = caption_of(fixings, slot, self.script.text)
        return Utterance(self.script, *self.request[1:], self.spoken, start, frames, slot, caption)


def _item(decision: str, items: Sequence[ItemT], chooser: Chooser) -> ItemT | None:
    return chooser.choose(decision, items, values=[item.ref for item in items]) if items else None


def _record(utterance: Utterance) -> dict[str, Any]:
    seconds = round(float(utterance.spoken.speech.duration), 4)
    return {"Text": utterance.script.text, "Voice": utterance.voice, "Rate": utterance.rate, "Seconds": seconds}
