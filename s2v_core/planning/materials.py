"""The assets of every script node, cut into the shots that can be drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from s2v_core.errors import Problem, S2VError
from s2v_core.job import Job, MediaGroup, MediaMetaData, limits
from s2v_core.media import cut_shots
from s2v_core.media.info import MediaInfo, Shot
from s2v_core.planning.sources import Probes

__all__ = ["Candidate", "Cutting", "GroupPool", "Material", "ShotKey", "exact", "gather_groups"]

ShotKey = tuple[str, float]
Range = tuple[Fraction, Fraction]

_SLACK = Fraction(1, 10)
"""Seconds by which a range may go beyond the end of its asset without a word: people round."""


def exact(seconds: float) -> Fraction:
    """Return a number of seconds from a document as the fraction its writer meant (0.1 is a tenth)."""
    return Fraction(repr(float(seconds)))


def _shot_length(seconds: float) -> Fraction:
    """Return a length within the limits: a document that breaks them is looked through for its other faults as well."""
    return exact(min(max(seconds, limits.SHORTEST_SHOT), limits.LONGEST_SECONDS))


@dataclass(frozen=True)
class Cutting:
    """How the assets of a group are cut into shots; lengths in seconds."""

    target: Fraction
    image_duration: Fraction
    split: bool


@dataclass(frozen=True, eq=False)
class Material:
    """A usable asset of one group: ``ref`` as the document names it, ``media`` as a timeline does.

    ``ranges`` are the parts that may be used, everything when empty; ``asset`` is its place among the group's.
    """

    ref: str
    media: str
    info: MediaInfo
    ranges: tuple[Range, ...]
    cutting: Cutting
    asset: int

    @property
    def still(self) -> bool:
        """Whether it can be shown for any time."""
        return self.info.kind != "video"

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """The shots that can be drawn; at least one."""
        cutting = self.cutting
        shots = cut_shots(
            self.info,
            target=cutting.target,
            image_duration=cutting.image_duration,
            ranges=self.ranges,
            split=cutting.split,
        )
        return tuple(Candidate(self, shot) for shot in shots)


@dataclass(frozen=True, eq=False)
class Candidate:
    """A shot that can be drawn."""

    material: Material
    shot: Shot

    @cached_property
    def key(self) -> ShotKey:
        """What makes it the same picture as another: the content and where it begins."""
        return (self.material.info.identity, float(self.shot.start))

    @cached_property
    def length(self) -> Fraction:
        """Natural length in seconds."""
        return self.shot.length

    def value(self) -> dict[str, str | float]:
        """Return how a plan names it."""
        named: dict[str, str | float] = {"Media": self.material.ref}
        if not self.material.still:
            named |= {"In": round(float(self.shot.start), 4), "Out": round(float(self.shot.end), 4)}
        return named


@dataclass(frozen=True, eq=False)
class GroupPool:
    """One script node: what can be drawn for it. ``volume`` is the gain of its footage."""

    index: int
    group: MediaGroup
    materials: tuple[Material, ...]
    volume: float

    @property
    def name(self) -> str:
        """Name of the group, which its draws are made by."""
        return self.group.group_name

    @cached_property
    def contents(self) -> int:
        """How many different files there are: at least so many shots."""
        return len({material.info.identity for material in self.materials})

    @cached_property
    def keys(self) -> frozenset[ShotKey]:
        """The keys of all shots. Asking for them cuts every asset, which drawing alone does not."""
        return frozenset(candidate.key for material in self.materials for candidate in material.candidates)


def gather_groups(job: Job, probes: Probes) -> tuple[tuple[GroupPool, ...], list[Problem]]:
    """Return the pools of all groups (without the assets that cannot be used) and what is wrong with those."""
    return _Gatherer(job, probes).gather()


class _Gatherer:
    def __init__(self, job: Job, probes: Probes) -> None:
        self.job = job
        self.probes = probes
        self.problems: list[Problem] = []
        self.metadata = self._metadata()

    def gather(self) -> tuple[tuple[GroupPool, ...], list[Problem]]:
        groups = self.job.input_config.media_group_array
        self.probes.ask(ref for group in groups for ref in group.media_array)
        pools = tuple(self._pool(index, group) for index, group in enumerate(groups))
        return pools, self.problems

    def _metadata(self) -> dict[tuple[str, str], list[tuple[int, MediaMetaData]]]:
        found: dict[tuple[str, str], list[tuple[int, MediaMetaData]]] = {}
        for place, entry in enumerate(self.job.editing_config.media_config.media_meta_data_array):
            found.setdefault((entry.group_name, entry.media), []).append((place, entry))
        return found

    def _pool(self, index: int, group: MediaGroup) -> GroupPool:
        process = self.job.editing_config.process_config
        whole = self.job.mode == "segmented" and group.split_mode == "NoSplit"
        cutting = Cutting(
            _shot_length(process.single_shot_duration),
            _shot_length(process.image_duration),
            process.enable_clip_split and not whole,
        )
        unique: dict[object, Material] = {}
        for place, ref in enumerate(group.media_array):
            path = f"InputConfig.MediaGroupArray[{index}].MediaArray[{place}]"
            info = self._usable(ref, path)
            ranges = None if info is None else self._ranges(group, ref, info)
            if info is None or ranges is None:
                continue
            if (info.identity, ranges) not in unique:
                media = self.probes.assets.canonical(ref)
                unique[info.identity, ranges] = Material(ref, media, info, ranges, cutting, len(unique))
        volume = self.job.editing_config.media_config.volume if group.volume is None else group.volume
        return GroupPool(index, group, tuple(unique.values()), volume)

    def _usable(self, ref: str, path: str) -> MediaInfo | None:
        info = self.probes.of(ref)
        if isinstance(info, S2VError):
            self.problems.append(info.at(path).problem())
            return None
        if info.kind == "audio":
            hint = "Put music into InputConfig.BackgroundMusicArray; a group takes videos and pictures."
            self.problems.append(Problem(path=path, message=f"{ref!r} is sound without a picture.", hint=hint))
            return None
        if info.kind == "video" and not info.duration:
            self.problems.append(Problem(path=path, message=f"{ref!r} has no frames.", hint="Replace the file."))
            return None
        return info

    def _ranges(self, group: MediaGroup, ref: str, info: MediaInfo) -> tuple[Range, ...] | None:
        """Return the allowed ranges, nothing when everything is allowed; None when no material lies in them."""
        entries = self.metadata.get((group.group_name, ref), ())
        if info.duration is None or info.kind != "video" or not any(entry.time_range_list for _, entry in entries):
            return ()
        return tuple(self._inside(entries, ref, info.duration)) or None

    def _inside(self, entries: Sequence[tuple[int, MediaMetaData]], ref: str, duration: Fraction) -> Iterator[Range]:
        for place, entry in entries:
            for number, given in enumerate(entry.time_range_list):
                path = f"EditingConfig.MediaConfig.MediaMetaDataArray[{place}].TimeRangeList[{number}]"
                low, high = max(Fraction(0), exact(given.in_)), exact(given.out)
                length = f"{ref!r} is {float(duration):.2f} s long"
                if low >= duration:
                    self.problems.append(Problem(path=path, message=f"{length}; this range begins after its end."))
                    continue
                if high > duration + _SLACK:
                    message = f"{length}; this range is cut at its end."
                    self.problems.append(Problem(path=path, message=message, severity="warning"))
                if min(high, duration) > low:
                    yield low, min(high, duration)
