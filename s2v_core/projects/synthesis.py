"""The synthesis settings: how many outputs, how large, under which names and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from s2v_core.errors import Problem
from s2v_core.job import output_name
from s2v_core.projects.checking import refuse
from s2v_core.projects.project import Project
from s2v_core.projects.values import set_values, settings_job, value_of

__all__ = [
    "PLATFORMS",
    "LengthRule",
    "Platform",
    "address_of",
    "example_names",
    "length_of",
    "pattern_of",
    "platforms_of",
    "set_address",
    "set_length",
    "set_pattern",
    "set_platform",
]

LengthRule = Literal["free", "most", "exact"]
"""How long an output is: as its voiceover or shots say, that but not longer than something, or exactly something."""

_MEDIA_URL = "OutputConfig.MediaURL"
_MOST, _EXACT = "OutputConfig.MaxDuration", "OutputConfig.FixedDuration"


@dataclass(frozen=True)
class Platform:
    """The size that a platform wants, in pixels."""

    name: str
    width: int
    height: int


PLATFORMS: Mapping[str, Platform] = MappingProxyType(
    {
        "tiktok": Platform("TikTok", 1080, 1920),
        "reels": Platform("Instagram Reels", 1080, 1920),
        "shorts": Platform("YouTube Shorts", 1080, 1920),
        "feed": Platform("Feed 4:5", 1080, 1350),
        "square": Platform("Square", 1080, 1080),
        "landscape": Platform("Landscape", 1920, 1080),
    }
)


def platforms_of(project: Project) -> tuple[str, ...]:
    """Return the keys of the platforms whose size the project has."""
    size = (value_of(project, "OutputConfig.Width"), value_of(project, "OutputConfig.Height"))
    return tuple(key for key, platform in PLATFORMS.items() if (platform.width, platform.height) == size)


def set_platform(project: Project, key: str) -> Project:
    """Return the project in the size of a platform.

    Raises:
        KeyError: there is no such platform.
    """
    platform = PLATFORMS[key]
    return set_values(project, {"OutputConfig.Width": platform.width, "OutputConfig.Height": platform.height})


def pattern_of(project: Project) -> str:
    """Return the pattern of the file names, with ``{index}``."""
    return _split(project)[1]


def address_of(project: Project) -> str:
    """Return the folder or storage address of the outputs, ending with a slash; empty: the studio's own folder."""
    return _split(project)[0]


def set_pattern(project: Project, pattern: str) -> Project:
    """Return the project with other file names.

    Raises:
        JobError: ``{index}`` is missing, or it is no file name.
    """
    name = pattern.strip()
    if "/" in name or "\\" in name:
        hint = "Set the folder at the storage address."
        refuse(Problem(path=_MEDIA_URL, message="The name of a file must not contain a slash.", hint=hint))
    return set_values(project, {_MEDIA_URL: address_of(project) + name, "OutputConfig.FileName": None})


def set_address(project: Project, address: str) -> Project:
    """Return the project with another folder or storage address; empty: the studio's own folder.

    Raises:
        JobError: it is no address.
    """
    folder = address.strip()
    if folder and folder[-1] not in "/\\":
        folder += "/"
    return set_values(project, {_MEDIA_URL: folder + pattern_of(project), "OutputConfig.FileName": None})


def example_names(project: Project, count: int = 3) -> list[str]:
    """Return the names of the first outputs, as they will be on disk."""
    job = settings_job(project)
    return [output_name(job, output) for output in range(min(count, job.output_config.count))]


def length_of(project: Project) -> tuple[LengthRule, float | None]:
    """Return how long the outputs are, with the seconds that this rule takes."""
    output = settings_job(project).output_config
    if output.fixed_duration is not None:
        return "exact", output.fixed_duration
    return ("free" if output.max_duration is None else "most"), output.max_duration


def set_length(project: Project, rule: LengthRule, seconds: float | None = None) -> Project:
    """Return the project with outputs of another length.

    Raises:
        JobError: it is no length, or an exact one although there is a voiceover.
    """
    most, exact = (seconds if rule == wanted else None for wanted in ("most", "exact"))
    return set_values(project, {_MOST: most, _EXACT: exact})


def _split(project: Project) -> tuple[str, str]:
    pattern = settings_job(project).output_config.pattern
    cut = max(pattern.rfind("/"), pattern.rfind("\\")) + 1
    return pattern[:cut], pattern[cut:]
