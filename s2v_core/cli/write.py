"""``write``: titles, voiceover scripts and storyboards from keywords."""

from __future__ import annotations

import re
import threading
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from s2v_core.cli.console import err, out, print_json, visible
from s2v_core.cli.progress import progress_bars
from s2v_core.cli.stopping import STOPPED, stopped_by_signals
from s2v_core.copywriting import CopyKind, CopyReport, CopyRequest, CopyText, Writing, with_key
from s2v_core.copywriting import write as write_texts
from s2v_core.errors import JobError, Problem
from s2v_core.settings import load_settings
from s2v_core.speech import estimated_seconds

__all__ = ["write"]

_KINDS: dict[str, CopyKind] = {"title": "Title", "script": "MarketingCopy", "storyboard": "StoryboardScript"}
_SPAN = re.compile(r"(\d+(?:\.\d+)?)(?:\s*-\s*(\d+(?:\.\d+)?))?")
_AROUND = 0.1


def write(
    keywords: Annotated[list[str] | None, typer.Argument(help="What the texts are about.")] = None,
    kind: Annotated[str, typer.Option(help="title, script (voiceover) or storyboard.")] = "script",
    count: Annotated[int, typer.Option(help="How many texts, 1 to 1000.")] = 10,
    language: Annotated[str, typer.Option(help="Such as en or zh; default: that of the keywords.")] = "",
    tone: Annotated[str, typer.Option(help="friendly, professional, playful, calm, urgent, elegant...")] = "",
    audience: Annotated[str, typer.Option(help="Whom the texts are for.")] = "",
    point: Annotated[list[str] | None, typer.Option(help="A selling point; may be given several times.")] = None,
    forbid: Annotated[list[str] | None, typer.Option(help="What is never said; may be given several times.")] = None,
    brand: Annotated[list[str] | None, typer.Option(help="A word spelled exactly so; several times.")] = None,
    longest: Annotated[int | None, typer.Option(help="Most characters of a text, 5 to 1000.")] = None,
    seconds: Annotated[str, typer.Option(help="How long a script lasts when it is spoken, such as 15-20 or 30.")] = "",
    voice: Annotated[str, typer.Option(help="The voice that speaks it, as engine:voice.")] = "",
    rate: Annotated[int, typer.Option(min=-500, max=500, help="Its SpeechRate.")] = 0,
    text: Annotated[
        Path | None, typer.Option("--text", help="File with the text that a storyboard tells, instead of keywords.")
    ] = None,
    parts: Annotated[int | None, typer.Option(help="Parts of a storyboard, 1 to 40.")] = None,
    seed: Annotated[int, typer.Option(help="Other templates for another seed.")] = 0,
    templates: Annotated[bool, typer.Option("--templates", help="Use templates even where there is a model.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print texts and report as one JSON document.")] = False,
) -> None:
    """Write titles, voiceover scripts or storyboards from keywords, each printed as soon as it is there."""
    if kind not in _KINDS:
        raise typer.BadParameter(f"There is no kind {kind!r}. Kinds are {', '.join(_KINDS)}.")
    request = CopyRequest(
        kind=_KINDS[kind],
        keywords=tuple(keywords or ()),
        count=count,
        language=language,
        tone=tone,
        audience=audience,
        selling_points=tuple(point or ()),
        forbidden=tuple(forbid or ()),
        brand_words=tuple(brand or ()),
        longest=longest,
        seconds=_span(seconds),
        voice=voice,
        speech_rate=rate,
        origin_text=_read(text),
        nodes=parts,
        seed=seed,
    )
    stop = threading.Event()
    settings = with_key(load_settings(), Path.cwd())
    writing = write_texts(request, settings, seconds_of=estimated_seconds, cancelled=stop.is_set, templates=templates)
    with stopped_by_signals(stop.set):
        _follow(writing, count, as_json=as_json)
    report = writing.report()
    if as_json:
        print_json({"Texts": [one.to_json() for one in writing.texts], "Report": report.to_json()})
    else:
        _tell(report)
    if report.stopped:
        raise typer.Exit(STOPPED)
    if report.shortfall:
        raise typer.Exit(1)


def _follow(writing: Writing, count: int, *, as_json: bool) -> None:
    with progress_bars(enabled=not as_json and err.is_terminal) as bars:
        task = bars.add_task(writing.model, total=count)
        for text in writing:
            bars.advance(task)
            if not as_json:
                _show(text)


def _show(text: CopyText) -> None:
    for part in text.parts:
        out.print(Text.assemble((visible(part.name), "bold"), "  ", visible(part.text)))
    out.print("" if text.parts else Text(visible(text.text)), highlight=False)


def _tell(report: CopyReport) -> None:
    variety, usage = report.variety, report.usage
    err.print(f"{report.written} of {report.asked} texts by {report.model}.", highlight=False)
    if variety.closest is not None:
        angles = ", ".join(f"{angle} {number}" for angle, number in variety.angles.items() if angle)
        alike = f"Similarity to the nearest other one: {variety.mean:.2f} on average, {variety.highest:.2f} at most."
        err.print(f"{alike} Angles: {angles}." if angles else alike, highlight=False)
    if usage.requests:
        cost = "" if usage.cost is None else f", {usage.cost:.4f} at your prices"
        tokens = f"{usage.prompt_tokens} + {usage.completion_tokens} tokens"
        err.print(f"{usage.requests} requests, {tokens}{cost}.", highlight=False)
    if report.shortfall:
        err.print(Text(visible(report.shortfall), style="yellow"))


def _span(entered: str) -> tuple[float, float] | None:
    if not entered:
        return None
    found = _SPAN.fullmatch(entered.strip().removesuffix("s"))
    if found is None:
        raise typer.BadParameter(f"{entered!r} is no time such as 15-20 or 30 (seconds).")
    first = float(found[1])
    return (first, float(found[2])) if found[2] else (first * (1 - _AROUND), first * (1 + _AROUND))


def _read(file: Path | None) -> str:
    if file is None:
        return ""
    try:
        return file.read_text("utf-8")
    except (OSError, ValueError):
        hint = "Name a text file in UTF-8."
        problem = Problem(path="text", message=f"{file} cannot be read.", hint=hint)
        raise JobError("These texts cannot be written.", problems=[problem]) from None
