"""Everything an effective job offers to draw from, without what cannot be used, and what is wrong with that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from s2v_core.errors import DependencyMissing, Problem, S2VError
from s2v_core.job import Job, Sticker
from s2v_core.media import music_for_style
from s2v_core.media.info import MediaInfo
from s2v_core.planning import transitions
from s2v_core.planning.filters import FilterPool, gather_filters
from s2v_core.planning.lettering import styles_of
from s2v_core.planning.materials import GroupPool, gather_groups
from s2v_core.planning.scripts import ScriptPools, gather_scripts
from s2v_core.planning.sources import Probes, SpeechSource
from s2v_core.planning.visual_effects import EffectPool, effect_pool, effect_problems

__all__ = ["Item", "Offer", "StickerItem", "gather"]

_KINDS = {"video": "a video", "image": "a picture", "animation": "an animated picture", "audio": "a sound"}


@dataclass(frozen=True)
class Item:
    """A usable asset beside the groups: ``ref`` as the document names it, ``media`` as a timeline does."""

    ref: str
    media: str
    info: MediaInfo


@dataclass(frozen=True)
class StickerItem(Item):
    """A usable sticker."""

    sticker: Sticker


@dataclass(frozen=True, eq=False)
class Offer:
    """What can be drawn.

    ``problems`` leave something out of its pool or only warn; ``blocks`` keep every output from being made.
    ``fonts`` maps the usable files of styles (fonts, pictures of boxes) to how a timeline names them.
    """

    job: Job
    groups: tuple[GroupPool, ...]
    scripts: ScriptPools
    titles: tuple[str, ...]
    sub_headings: dict[int, tuple[str, ...]]
    stickers: tuple[StickerItem, ...]
    music: tuple[Item, ...]
    backgrounds: tuple[Item, ...]
    transitions: tuple[str, ...]
    filters: FilterPool
    effects: EffectPool
    fonts: dict[str, str]
    problems: tuple[Problem, ...]
    blocks: tuple[Problem, ...]

    @cached_property
    def rate(self) -> Fraction:
        """Frames per second."""
        return self.job.rate


def gather(job: Job, probes: Probes, speaker: SpeechSource) -> Offer:
    """Look at everything the job names."""
    groups, group_problems = gather_groups(job, probes)
    scripts, script_problems, blocks = gather_scripts(job, speaker)
    gatherer = _Gatherer(job, probes)
    stickers, music = tuple(gatherer.stickers()), gatherer.music()
    backgrounds, fonts = tuple(gatherer.backgrounds()), gatherer.fonts()
    process = job.editing_config.process_config
    filters, filter_problems = gather_filters(job, probes.assets)
    return Offer(
        job=job,
        groups=groups,
        scripts=scripts,
        titles=_texts(job.input_config.title_array),
        sub_headings=_sub_headings(job),
        stickers=stickers,
        music=music,
        backgrounds=backgrounds,
        transitions=transitions.candidates(process),
        filters=filters,
        effects=effect_pool(process),
        fonts=fonts,
        problems=(
            *group_problems,
            *script_problems,
            *gatherer.problems,
            *transitions.list_problems(process),
            *filter_problems,
            *effect_problems(process),
        ),
        blocks=(*(_empty(pool) for pool in groups if not pool.materials), *blocks),
    )


def _empty(pool: GroupPool) -> Problem:
    return Problem(
        path=f"InputConfig.MediaGroupArray[{pool.index}].MediaArray",
        message=f"The group {pool.name!r} has no usable video or picture.",
        hint="Every script node needs at least one; mend its files or add another.",
    )


def _texts(given: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in given if text.strip()))


def _sub_headings(job: Job) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for entry in job.input_config.sub_heading_array:
        found[entry.level] = _texts((*found.get(entry.level, ()), *entry.title_array))
    return {level: texts for level, texts in sorted(found.items()) if texts}


class _Gatherer:
    def __init__(self, job: Job, probes: Probes) -> None:
        self.job = job
        self.probes = probes
        self.problems: list[Problem] = []
        given = job.input_config
        probes.ask(
            ref
            for ref in (
                *(sticker.media for sticker in given.sticker_array),
                *given.background_music_array,
                *given.background_image_array,
            )
            if ref
        )

    def stickers(self) -> Iterator[StickerItem]:
        for place, sticker in enumerate(self.job.input_config.sticker_array):
            field = "MediaId" if sticker.media_id else "MediaURL"
            path = f"InputConfig.StickerArray[{place}].{field}"
            info = self._info(sticker.media, path, ("image", "animation"), "a sticker must be a picture")
            if info is not None:
                yield StickerItem(sticker.media, self._media(sticker.media), info, sticker)

    def backgrounds(self) -> Iterator[Item]:
        for place, ref in enumerate(self.job.input_config.background_image_array):
            path = f"InputConfig.BackgroundImageArray[{place}]"
            info = self._info(ref, path, ("image", "animation"), "a background must be a picture")
            if info is not None:
                yield Item(ref, self._media(ref), info)

    def music(self) -> tuple[Item, ...]:
        """Return the job's music, or the packaged pool where it brings none; nothing when it would not be heard."""
        own = tuple(self._own_music())
        if self.job.editing_config.background_music_config.volume == 0:
            return ()
        return own if self.job.input_config.background_music_array else tuple(self._packaged())

    def _own_music(self) -> Iterator[Item]:
        for place, ref in enumerate(self.job.input_config.background_music_array):
            path = f"InputConfig.BackgroundMusicArray[{place}]"
            info = self._info(ref, path, ("audio", "video"), "music must be a sound file")
            if info is None:
                continue
            if not info.has_audio or not info.duration:
                self.problems.append(Problem(path=path, message=f"{ref!r} has no sound.", hint="Choose another file."))
                continue
            yield Item(ref, self._media(ref), info)

    def _packaged(self) -> Iterator[Item]:
        try:
            tracks = music_for_style(self.job.editing_config.background_music_config.style)
        except DependencyMissing as error:
            found = error.at("InputConfig.BackgroundMusicArray").problem()
            self.problems.append(replace(found, severity="warning"))
            return
        self.probes.ask(track.id for track in tracks)
        for track in tracks:
            info = self.probes.of(track.id)
            if not isinstance(info, S2VError):
                yield Item(track.id, self._media(track.id), info)

    def fonts(self) -> dict[str, str]:
        found = {}
        for place, style in styles_of(self.job):
            for reference in style.references():
                try:
                    self.probes.assets.path(reference)
                    found[reference] = self._media(reference)
                except S2VError as error:
                    path = f"{place}.{'FontUrl' if reference == style.font_url else 'SubtitleEffects'}"
                    self.problems.append(error.at(path).problem())
        return found

    def _media(self, ref: str) -> str:
        return self.probes.assets.canonical(ref)

    def _info(self, ref: str, path: str, kinds: Sequence[str], rule: str) -> MediaInfo | None:
        if not ref:
            self.problems.append(
                Problem(path=path.rpartition(".")[0] or path, message="No media is named here.", hint="Give MediaURL.")
            )
            return None
        info = self.probes.of(ref)
        if isinstance(info, S2VError):
            self.problems.append(info.at(path).problem())
            return None
        if info.kind not in kinds:
            message = f"{ref!r} is {_KINDS[info.kind]}; {rule}."
            self.problems.append(Problem(path=path, message=message, hint="Choose another file."))
            return None
        return info
