"""``cache``: what is kept so that the same work is paid for once, and clearing it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.text import Text

from s2v_core.cache import Cache, Cleared, Holding, Survey
from s2v_core.cli.amounts import age_text, seconds_of, size_text
from s2v_core.cli.console import err, out, print_json, show_table, visible
from s2v_core.settings import load_settings

__all__ = ["commands"]

_KINDS: Mapping[str, str] = {
    "chunks": "encoded video",
    "sound": "encoded sound",
    "speech": "spoken texts",
    "download": "fetched media",
    "probe": "facts on media",
    "probe-sheet": "media of a job",
}

commands = typer.Typer(
    help="Show what the cache holds (encoded video and sound, spoken texts, fetched media), or clear it.",
    rich_markup_mode=None,
)


@commands.callback(invoke_without_command=True)
def show(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Show what the cache holds (encoded video and sound, spoken texts, fetched media), or clear it."""
    if context.invoked_subcommand is not None:
        return
    cache = _open()
    survey = cache.survey()
    if as_json:
        print_json(_as_json(cache, survey))
    else:
        _show(cache, survey)


@commands.command("clear")
def clear(
    context: typer.Context,
    kinds: Annotated[
        list[str] | None, typer.Option("--kind", help="Only entries of this kind; may be given more than once.")
    ] = None,
    older_than: Annotated[
        str, typer.Option("--older-than", metavar="AGE", help="Only what was not used for so long: 30m, 12h, 7d, 2w.")
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was freed as JSON.")] = False,
) -> None:
    """Delete entries. A production that runs meanwhile goes on: it makes again what it misses."""
    as_json = as_json or bool(context.parent and context.parent.params["as_json"])
    cache = _open()
    _check_kinds(kinds or [], cache)
    age = _age(older_than) if older_than else None
    doomed = cache.clearable(kinds=kinds or None, older_than=age)
    if doomed.size or doomed.entries:
        question = f"Delete {_counted(doomed.entries)} ({size_text(doomed.size)}) from {cache.root}?"
        if not yes and not typer.confirm(visible(question), err=True):
            err.print("Nothing was deleted.")
            raise typer.Exit(1)
    cleared = cache.clear(kinds=kinds or None, older_than=age)
    if as_json:
        print_json(_cleared_as_json(cleared))
    else:
        _report(cleared)


def _open() -> Cache:
    settings = load_settings()
    return Cache(settings.cache_dir, limit=settings.cache_limit)


def _show(cache: Cache, survey: Survey) -> None:
    now = time.time()
    rows = [_row(holding, now) for holding in sorted(survey.holdings, key=lambda holding: -holding.size)]
    show_table("What the cache holds", rows)
    limit = cache.limit or 0
    share = f" ({survey.size / limit:.1%})" if survey.size * 1000 >= limit > 0 else ""
    held = f"{size_text(survey.size)} of {size_text(limit)}{share}" if survey.size else "empty"
    out.print(Text.assemble((held, "bold"), f" in {visible(cache.root)}"))
    if survey.unfinished:
        size = size_text(survey.unfinished_size)
        out.print(Text(f"Unfinished files: {survey.unfinished} ({size}), being written or left by a killed process"))


def _row(holding: Holding, now: float) -> dict[str, object]:
    return {
        "kind": holding.kind,
        "holds": _KINDS.get(holding.kind, ""),
        "entries": holding.entries,
        "size": size_text(holding.size),
        "used": _span(age_text(now - holding.newest), age_text(now - holding.oldest)),
    }


def _span(newest: str, oldest: str) -> str:
    """Return when entries were last used, the newest to the oldest: ``5 min to 8 days ago``."""
    return newest if newest == oldest else f"{newest.removesuffix(' ago')} to {oldest}"


def _as_json(cache: Cache, survey: Survey) -> dict[str, object]:
    return {
        "Folder": str(cache.root),
        "Limit": cache.limit,
        "Size": survey.size,
        "Entries": survey.entries,
        "Unfinished": {"Files": survey.unfinished, "Size": survey.unfinished_size},
        "Kinds": [
            {
                "Kind": holding.kind,
                "Holds": _KINDS.get(holding.kind, ""),
                "Entries": holding.entries,
                "Size": holding.size,
                "OldestUse": _moment(holding.oldest),
                "LastUse": _moment(holding.newest),
            }
            for holding in survey.holdings
        ],
    }


def _cleared_as_json(cleared: Cleared) -> dict[str, object]:
    return {
        "Entries": cleared.entries,
        "Size": cleared.size,
        "Kept": {"Entries": cleared.kept_entries, "Size": cleared.kept_size},
    }


def _report(cleared: Cleared) -> None:
    if cleared.size or cleared.entries:
        out.print(Text.assemble((f"Freed {size_text(cleared.size)}", "bold green"), f": {_counted(cleared.entries)}."))
    elif not cleared.kept_entries:
        out.print("There is nothing to delete.")
    if cleared.kept_entries or cleared.kept_size:
        kept = f"{_counted(cleared.kept_entries)} ({size_text(cleared.kept_size)})"
        err.print(f"Kept, being in use or protected: {kept}.")


def _check_kinds(kinds: list[str], cache: Cache) -> None:
    known = {*_KINDS, *(holding.kind for holding in cache.survey().holdings)} if kinds else set()
    for kind in kinds:
        if kind not in known:
            raise typer.BadParameter(f"'{visible(kind)}' is none of {', '.join(sorted(known))}.", param_hint="--kind")


def _age(text: str) -> int:
    seconds = seconds_of(text)
    if seconds is None:
        raise typer.BadParameter(f"'{visible(text)}' is no age such as 30m, 12h, 7d or 2w.", param_hint="--older-than")
    return seconds


def _counted(entries: int) -> str:
    return f"{entries:,} entr{'y' if entries == 1 else 'ies'}"


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
