"""``effects``: what is in the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from s2v_core.cli.console import out, print_json, show_table
from s2v_core.cli.progress import progress_bars
from s2v_core.effects import Entry
from s2v_core.effects.filters import grading
from s2v_core.effects.kinds import KINDS
from s2v_core.rendering.gallery import SHAPES, SHOWN, build_gallery, usable_media
from s2v_core.settings import load_settings

__all__ = ["commands"]

_SAMPLES = ("tasting_table.jpg", "valley_dusk.jpg", "pour_over.mp4")
"""Of the packaged media, what a gallery is made with."""

commands = typer.Typer(
    help="Show the catalogue: transitions, visual effects, filters, animations and looks of texts.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_Json = Annotated[bool, typer.Option("--json", help="Print as JSON.")]


@commands.command("list")
def list_entries(
    kind: Annotated[str, typer.Option("--kind", help="Only entries of this kind, such as filter.")] = "",
    category: Annotated[str, typer.Option("--category", help="Only entries of this category.")] = "",
    as_json: _Json = False,
) -> None:
    """List the entries of the catalogue with what is seen of each."""
    if kind and kind not in KINDS:
        raise typer.BadParameter(f"There is no kind {kind!r}. Kinds are {', '.join(KINDS)}.")
    found = [(of, entry) for of, entry in _entries() if kind in ("", of) and category in ("", entry.category)]
    if category and not found:
        known = dict.fromkeys(entry.category for of, entry in _entries() if kind in ("", of))
        raise typer.BadParameter(f"There is no category {category!r}. Categories are {', '.join(known)}.")
    rows = [{"Kind": of, "Name": entry.name, "Category": entry.category, "Look": entry.look} for of, entry in found]
    if as_json:
        print_json(rows)
    else:
        show_table(f"{len(rows)} entries", rows)


@commands.command("show")
def show(
    name: Annotated[str, typer.Argument(help="A name of the catalogue, in any case.")],
    as_json: _Json = False,
) -> None:
    """Show what is seen of an entry, and its parameters."""
    found = [(of, entry) for of, entry in _entries() if entry.name.lower() == name.lower()]
    if not found:
        close = get_close_matches(name.lower(), [entry.name.lower() for _, entry in _entries()], n=1, cutoff=0.5)
        hint = f"Did you mean {close[0]!r}?" if close else "`effects list` shows all of them."
        raise typer.BadParameter(f"There is nothing called {name!r} in the catalogue. {hint}")
    if as_json:
        print_json([_as_json(of, entry) for of, entry in found])
        return
    for of, entry in found:
        out.print(f"{entry.name}: {of}, {entry.category}", highlight=False)
        out.print(entry.look, highlight=False)
        show_table("Parameters", _parameters(entry))


@commands.command("gallery")
def gallery(
    folder: Annotated[Path, typer.Option("--out", help="Folder for the page and its pictures.")],
    kind: Annotated[str, typer.Option("--kind", help="Only entries of this kind, such as transition.")] = "",
    photos: Annotated[
        Path | None, typer.Option("--photos", help="Folder with photos and a video to show the entries on.")
    ] = None,
    portrait: Annotated[
        bool | None, typer.Option("--portrait/--landscape", help="Pictures of one shape alone; default: both.")
    ] = None,
) -> None:
    """Make a page that shows every entry in moving pictures. What is there already is not made again."""
    kinds = [each for each in SHOWN if each in KINDS]
    if kind and kind not in kinds:
        raise typer.BadParameter(f"There are no pictures of the kind {kind!r}. Kinds are {', '.join(kinds)}.")
    samples = load_settings().samples_dir / "media"
    media = usable_media(photos) if photos else tuple(samples / name for name in _SAMPLES)
    shapes = list(SHAPES) if portrait is None else ["portrait" if portrait else "landscape"]
    with progress_bars(enabled=True) as bars:
        bar = bars.add_task("pictures", total=None)
        page = build_gallery(
            folder,
            media,
            kinds=[kind] if kind else kinds,
            shapes=shapes,
            progress=lambda done, total: bars.update(bar, completed=done, total=total),
        )
    out.print(Text(str(page)))


def _entries() -> Iterator[tuple[str, Entry[Any]]]:
    for kind, registry in KINDS.items():
        for entry in registry:
            yield kind, entry
    yield "filter", grading


def _parameters(entry: Entry[Any]) -> list[dict[str, object]]:
    return [
        {"Name": name, "Default": one.default, "From": one.low, "To": one.high, "Meaning": one.meaning}
        for name, one in entry.parameters.items()
    ]


def _as_json(kind: str, entry: Entry[Any]) -> dict[str, object]:
    return {
        "Kind": kind,
        "Name": entry.name,
        "Category": entry.category,
        "Look": entry.look,
        "Parameters": _parameters(entry),
    }
