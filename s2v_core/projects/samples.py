"""The projects that the product brings along."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from s2v_core.errors import ProjectError
from s2v_core.projects.documents import canonical, with_absolute_media
from s2v_core.projects.tree import Document
from s2v_core.settings import Settings

__all__ = ["SAMPLES", "Sample", "sample_document"]


@dataclass(frozen=True)
class Sample:
    """A job document among the samples, and the name of the project made of it."""

    file: str
    name: str


SAMPLES: Mapping[str, Sample] = MappingProxyType(
    {
        "global": Sample("global.json", "Ambervale: one story"),
        "segmented": Sample("segmented.json", "Ambervale: scene by scene"),
        "chinese": Sample("chinese.json", "Ambervale 中文"),
    }
)


def sample_document(settings: Settings, key: str) -> Document:
    """Return the job document of a sample, its media by their full paths.

    Raises:
        KeyError: there is no such sample.
        ProjectError: its file is not where it belongs.
    """
    path = settings.samples_dir / SAMPLES[key].file
    try:
        values = json.loads(path.read_text("utf-8"))
    except OSError as error:
        hint = "Install the samples again."
        raise ProjectError(f"The sample cannot be read: {error.strerror}.", where=str(path), hint=hint) from None
    return with_absolute_media(canonical(values)[0], settings.samples_dir)
