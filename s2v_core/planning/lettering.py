"""Whether the texts can be shown as asked: letters that no font has, fonts, animations and looks that are not here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from pydantic.alias_generators import to_pascal

from s2v_core.effects.bubbles import bubbles
from s2v_core.effects.lettering import entrances, exits, loops
from s2v_core.effects.looks import looks
from s2v_core.effects.registry import Registry
from s2v_core.errors import DependencyMissing, Problem
from s2v_core.job import Job
from s2v_core.media.fonts import choose_font
from s2v_core.media.typefaces import missing_glyphs
from s2v_core.speech import display_text
from s2v_core.timeline.style import SubtitleStyle

__all__ = ["lettering_problems", "usable"]

_SHOWN = 8

_NAMED: Mapping[str, Registry[Any]] = MappingProxyType(
    {
        "effect_color_style": looks,
        "bubble_style_id": bubbles,
        "aai_motion_in_effect": entrances,
        "aai_motion_out_effect": exits,
        "aai_motion_loop_effect": loops,
    }
)
"""The fields of a style that name entries of the catalogue, and where these are known."""
_ANY = "random"


def lettering_problems(job: Job) -> list[Problem]:
    """Return a warning for every text with letters that cannot be drawn and every font that looks different here, and
    an error for every animation, look or bubble that is not known.

    Font files that the job brings (``FontUrl``) are not opened; with one of those anything may be drawn.
    """
    unknown = [problem for path, style in _styles(job) for problem in _naming_problems(path, style)]
    try:
        own_fonts = any(style.font_url for _, style in _styles(job))
        return [*unknown, *(() if own_fonts else _undrawable(job)), *_replaced_fonts(job)]
    except DependencyMissing as error:
        return [*unknown, Problem(path="", message=error.message, hint=error.hint)]


def usable(field: str, names: str | None) -> tuple[str, ...]:
    """Return the alternatives that a field of a style names: those of the catalogue that are known if any is, all for
    ``random``."""
    alternatives, registry = _listed(names), _NAMED.get(field)
    if registry is None:
        return alternatives
    known: list[str] = []
    for name in alternatives:
        if name.lower() == _ANY:
            known += [entry.name for entry in registry]
        elif name in registry:
            known.append(registry[name].name)
    return tuple(dict.fromkeys(known)) or alternatives


def _listed(names: str | None) -> tuple[str, ...]:
    """Return what is named, with commas between."""
    parts = (names or "").replace("，", ",").split(",")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _naming_problems(path: str, style: SubtitleStyle) -> Iterator[Problem]:
    for field, registry in _NAMED.items():
        place = f"{path}.{to_pascal(field)}"
        for name in _listed(getattr(style, field)):
            if name not in registry and name.lower() != _ANY:
                yield Problem(path=place, message=f"There is no {registry.kind} {name!r}.", hint=_meant(name, registry))
    if style.aai_motion_loop_effect and (style.aai_motion_in_effect or style.aai_motion_out_effect):
        yield Problem(
            path=f"{path}.AaiMotionLoopEffect",
            message="A text that keeps moving neither comes nor goes with an animation.",
            hint="Take the loop out, or the entrance and the exit.",
            severity="warning",
        )


def _meant(name: str, registry: Registry[Any]) -> str:
    closest = registry.closest(name)
    return f"Did you mean {closest!r}?" if closest else f"`effects list --kind {registry.kind}` shows all of them."


def _undrawable(job: Job) -> Iterator[Problem]:
    for path, text in _texts(job):
        missing = sorted(missing_glyphs(display_text(text)))
        if missing:
            shown = " ".join(missing[:_SHOWN]) + (" ..." if len(missing) > _SHOWN else "")
            yield Problem(
                path=path,
                message=f"No installed font can show: {shown}",
                hint="Give a font file that has them with FontUrl, or change the text.",
                severity="warning",
            )


def _texts(job: Job) -> Iterator[tuple[str, str]]:
    given = job.input_config
    for name, texts in (("TitleArray", given.title_array), ("SpeechTextArray", given.speech_text_array)):
        yield from ((f"InputConfig.{name}[{place}]", text) for place, text in enumerate(texts))
    for index, heading in enumerate(given.sub_heading_array):
        path = f"InputConfig.SubHeadingArray[{index}].TitleArray"
        yield from ((f"{path}[{place}]", text) for place, text in enumerate(heading.title_array))
    for index, group in enumerate(given.media_group_array):
        path = f"InputConfig.MediaGroupArray[{index}].SpeechTextArray"
        yield from ((f"{path}[{place}]", text) for place, text in enumerate(group.speech_text_array))


def _replaced_fonts(job: Job) -> Iterator[Problem]:
    for path, style in _styles(job):
        names = () if style.font is None or style.font_url else style.font.split(",")
        for name in dict.fromkeys(name.strip() for name in names):
            if not choose_font(name).alike:
                yield Problem(
                    path=f"{path}.Font",
                    message=f"The font {name!r} is not installed; the texts will look different.",
                    hint="Give a font file with FontUrl, or leave Font out.",
                    severity="warning",
                )


def _styles(job: Job) -> Iterator[tuple[str, SubtitleStyle]]:
    editing = job.editing_config
    yield "EditingConfig.TitleConfig", editing.title_config
    yield "EditingConfig.SpeechConfig.AsrConfig", editing.speech_config.asr_config
    for level, style in editing.sub_heading_config.items():
        yield f"EditingConfig.SubHeadingConfig.{level}", style
