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
from s2v_core.planning.naming import alternatives, unknown_names
from s2v_core.speech import display_text
from s2v_core.timeline.names import listed_names
from s2v_core.timeline.style import SubtitleStyle

__all__ = ["DRAWN_FIELDS", "lettering_problems", "styles_of", "usable"]

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

DRAWN_FIELDS = ("font", *_NAMED)
"""The fields of a style that may name several alternatives, one of which is drawn."""


def lettering_problems(job: Job) -> list[Problem]:
    """Return a warning for every text with letters that cannot be drawn and every font that looks different here, and
    an error for every animation, look or bubble that is not known.

    Font files that the job brings (``FontUrl``) are not opened; with one of those anything may be drawn.
    """
    unknown = [problem for path, style in styles_of(job) for problem in _naming_problems(path, style)]
    try:
        own_fonts = any(style.font_url for _, style in styles_of(job))
        return [*unknown, *(() if own_fonts else _undrawable(job)), *_replaced_fonts(job)]
    except DependencyMissing as error:
        return [*unknown, error.at("").problem()]


def usable(field: str, names: str | None) -> tuple[str, ...]:
    """Return the alternatives that a field of a style names: those of the catalogue that are known if any is, all for
    ``random``."""
    known = alternatives([names or ""], _NAMED[field]) if field in _NAMED else ()
    return known or tuple(dict.fromkeys(listed_names(names)))


def _naming_problems(path: str, style: SubtitleStyle) -> Iterator[Problem]:
    for field, registry in _NAMED.items():
        place = f"{path}.{to_pascal(field)}"
        yield from unknown_names(((place, name) for name in listed_names(getattr(style, field))), registry)
    if style.aai_motion_loop_effect and (style.aai_motion_in_effect or style.aai_motion_out_effect):
        yield Problem(
            path=f"{path}.AaiMotionLoopEffect",
            message="A text that keeps moving neither comes nor goes with an animation.",
            hint="Take the loop out, or the entrance and the exit.",
            severity="warning",
        )


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
    for path, style in styles_of(job):
        for name in () if style.font_url else dict.fromkeys(listed_names(style.font)):
            if not choose_font(name).alike:
                yield Problem(
                    path=f"{path}.Font",
                    message=f"The font {name!r} is not installed; the texts will look different.",
                    hint="Give a font file with FontUrl, or leave Font out.",
                    severity="warning",
                )


def styles_of(job: Job) -> Iterator[tuple[str, SubtitleStyle]]:
    """Yield the style objects of a job, each after its path."""
    editing = job.editing_config
    yield "EditingConfig.TitleConfig", editing.title_config
    yield "EditingConfig.SpeechConfig.AsrConfig", editing.speech_config.asr_config
    for level, style in editing.sub_heading_config.items():
        yield f"EditingConfig.SubHeadingConfig.{level}", style
