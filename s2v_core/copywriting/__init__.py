"""Writing titles and scripts from keywords, by a model or, without one, from templates."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from s2v_core.copywriting.angles import ANGLES, TONES
from s2v_core.copywriting.endpoint import (
    PRESETS,
    Answer,
    Preset,
    checked_base_url,
    needs_key,
    preset_of,
    try_endpoint,
)
from s2v_core.copywriting.keys import with_key
from s2v_core.copywriting.model import ModelSource
from s2v_core.copywriting.request import KINDS, MOST_TEXTS, CopyKind, CopyRequest, SecondsOf, checked_request
from s2v_core.copywriting.templates import TemplateSource
from s2v_core.copywriting.texts import TEMPLATES, CopyReport, CopyText, StoryPart, Usage, Variety
from s2v_core.copywriting.variety import variety_of
from s2v_core.copywriting.writing import Writing
from s2v_core.settings import Settings

__all__ = [
    "ANGLES",
    "KINDS",
    "MOST_TEXTS",
    "PRESETS",
    "TEMPLATES",
    "TONES",
    "Answer",
    "CopyKind",
    "CopyReport",
    "CopyRequest",
    "CopyText",
    "Preset",
    "SecondsOf",
    "StoryPart",
    "Usage",
    "Variety",
    "Writing",
    "checked_base_url",
    "checked_request",
    "preset_of",
    "try_endpoint",
    "variety_of",
    "with_key",
    "write",
    "writer_of",
]


def writer_of(settings: Settings) -> str:
    """Return who would write with these settings: the name of a model, or `TEMPLATES`."""
    address, model = settings.copy_base_url.strip(), settings.copy_model.strip()
    key = settings.copy_api_key.get_secret_value().strip()
    return model if address and model and (key or not needs_key(address)) else TEMPLATES


def write(
    request: CopyRequest,
    settings: Settings,
    *,
    seconds_of: SecondsOf | None = None,
    known: Sequence[str] = (),
    cancelled: Callable[[], bool] = lambda: False,
    templates: bool = False,
) -> Writing:
    """Begin to write texts. Iterate over what is returned to get them as they come; its ``report()`` tells the rest.

    Args:
        request: what is wanted.
        settings: the service and its model; without them, or without the key that it needs, templates are used. And
            the similarity from which texts are alike.
        seconds_of: how long a text lasts (``speech.estimated_seconds``); needed when the request is bounded in seconds.
        known: texts that are there already: nothing like them is written.
        cancelled: is asked several times a second; when it says yes the writing ends, and what came is kept.
        templates: use templates even where there is a model.

    Raises:
        JobError: the request cannot be carried out; its problems name the fields.
        SettingsError: the address of the service is malformed.
    """
    checked = checked_request(request)
    if checked.seconds is not None and seconds_of is None:
        raise ValueError("A request that is bounded in seconds needs seconds_of")
    by_model = not templates and writer_of(settings) != TEMPLATES
    return Writing(
        ModelSource(checked, settings) if by_model else TemplateSource(checked),
        checked,
        threshold=settings.copy_similarity,
        seconds_of=seconds_of,
        known=known,
        cancelled=cancelled,
    )
