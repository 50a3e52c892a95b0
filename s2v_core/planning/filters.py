"""Colour filters of shots: which can be drawn, and what each shot gets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from s2v_core.effects.filters import CUBE_SUFFIX, filters, grading, read_cube
from s2v_core.effects.naming import ANY, known_names
from s2v_core.errors import Problem, S2VError
from s2v_core.job import Job, ProcessConfig
from s2v_core.job.editing import EditingS2V
from s2v_core.planning.draws import Chooser
from s2v_core.planning.fitting import Showing, goes_on
from s2v_core.planning.naming import unknown_name
from s2v_core.planning.sources import AssetSource
from s2v_core.timeline.model import Effect
from s2v_core.timeline.names import listed_names

__all__ = ["FilterPool", "draw_filters", "gather_filters"]

_PATH = "EditingConfig.ProcessConfig.FilterList"


@dataclass(frozen=True)
class FilterPool:
    """What can be drawn: ``refs`` as the document names them, ``names`` as a timeline does."""

    refs: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


def gather_filters(job: Job, assets: AssetSource) -> tuple[FilterPool, list[Problem]]:
    """Return what may be drawn and what is wrong with the list: names that are not known, tables that cannot be used.

    Names stand alone or several in one entry, with commas between them; ``random``, and a list without a usable
    entry, mean all of the catalogue. An entry that ends in ``.cube`` is a file with a colour table.
    """
    process = job.editing_config.process_config
    if not process.allow_filter:
        return FilterPool(), []
    found: dict[str, str] = {}
    problems = []
    for path, name in _listed(process):
        if name.lower().endswith(CUBE_SUFFIX):
            try:
                read_cube(assets.path(name))
                found[name] = assets.canonical(name)
            except S2VError as error:
                problems.append(error.at(path).problem())
        elif known := known_names([name], filters):
            found |= {each: each for each in known}
        else:
            problems.append(_unknown(path, name))
    found = found or {each: each for each in known_names([ANY], filters)}
    return FilterPool(tuple(found), tuple(found.values())), problems


def draw_filters(
    chooser: Chooser, pool: FilterPool, own: EditingS2V, showings: Sequence[Showing]
) -> list[tuple[Effect, ...]]:
    """Return the manual grading and the filter of each shot; a still keeps its filter through its shots."""
    graded = _grading(own)
    drawn: list[str | None] = []
    for place in range(len(showings)):
        if not pool.names:
            drawn.append(None)
        elif place and (own.uniform_filter or goes_on(showings[place - 1], showings[place])):
            drawn.append(drawn[-1])
        else:
            drawn.append(_draw(chooser, pool, own, None if own.uniform_filter else place))
    return [(*graded, *_filter(name, own)) for name in drawn]


def _draw(chooser: Chooser, pool: FilterPool, own: EditingS2V, place: int | None) -> str | None:
    slot = "" if place is None else str(place)
    if own.filter_probability < 1 and chooser.fraction("filter_chance", slot) >= own.filter_probability:
        return None
    return chooser.choose("filter", pool.names, slot=slot, values=pool.refs, place=place)


def _filter(name: str | None, own: EditingS2V) -> tuple[Effect, ...]:
    if name is None or own.filter_strength == 0:
        return ()
    params = {"ExtParams": f"strength={own.filter_strength:g}"} if own.filter_strength < 1 else {}
    return (Effect(type="Filter", sub_type=name, params=params),)


def _grading(own: EditingS2V) -> tuple[Effect, ...]:
    """Return the manual grading as the vendor's timelines write it; nothing where nothing is set."""
    given = {name: getattr(own.grading, name) for name in type(own.grading).model_fields}
    changed = {name: value for name, value in given.items() if value != grading.parameters[name].default}
    if not changed:
        return ()
    values = ",".join(f"{name}={value:g}" for name, value in changed.items())
    params = {"ExtParams": f"effect={grading.name},{values}"}
    return (Effect(type="Filter", sub_type=grading.name, params=params),)


def _listed(process: ProcessConfig) -> Iterator[tuple[str, str]]:
    """Yield the names and files in the list, each after the path of its entry."""
    for place, entry in enumerate(process.filter_list):
        whole = entry.strip()
        for name in [whole] if whole.lower().endswith(CUBE_SUFFIX) else listed_names(entry):
            yield f"{_PATH}[{place}]", name


def _unknown(path: str, name: str) -> Problem:
    families = ", ".join(f"{first} ({category})" for category, first in _firsts())
    problem = unknown_name(path, name, filters, f"`effects list` shows all of them, such as {families}.")
    if name.lower() == grading.name:
        return replace(problem, hint="Set EditingConfig.S2V.Grading for manual grading.")
    return problem


def _firsts() -> Iterator[tuple[str, str]]:
    before = ""
    for entry in filters:
        if entry.category != before:
            yield entry.category, entry.name
        before = entry.category
