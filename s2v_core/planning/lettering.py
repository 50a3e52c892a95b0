"""Whether the texts can be shown as asked: letters that no font has, fonts that are not here."""

from __future__ import annotations

from collections.abc import Iterator

from s2v_core.errors import DependencyMissing, Problem
from s2v_core.job import Job
from s2v_core.media.fonts import choose_font
from s2v_core.media.typefaces import missing_glyphs
from s2v_core.speech import display_text
from s2v_core.timeline.style import SubtitleStyle

__all__ = ["lettering_problems"]

_SHOWN = 8


def lettering_problems(job: Job) -> list[Problem]:
    """Return a warning for every text with letters that cannot be drawn and every font that looks different here.

    Font files that the job brings (``FontUrl``) are not opened; with one of those anything may be drawn.
    """
    try:
        own_fonts = any(style.font_url for _, style in _styles(job))
        return [*(() if own_fonts else _undrawable(job)), *_replaced_fonts(job)]
    except DependencyMissing as error:
        return [Problem(path="", message=error.message, hint=error.hint)]


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
