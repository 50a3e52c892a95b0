"""What was drawn for a video, as people read it: texts, voice, music, pictures and shots."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

import streamlit as st

from pages.widgets.assets.facts import facts_of
from pages.widgets.i18n import t
from pages.widgets.listen import voice_name
from pages.widgets.pictures import picture
from pages.widgets.problems import plain
from pages.widgets.timeline.words import call_value
from s2v_core.projects import decision_of

__all__ = ["Drawn", "ShotDrawn", "drawn_of", "show_drawn"]

_SHOT_WIDTH, _SHOTS = 104, 12
_PICTURE = (192, 108)


@dataclass(frozen=True)
class ShotDrawn:
    """A shot: the script node that it stands in, the asset, and which seconds of it (None: a still)."""

    node: str
    media: str
    part: tuple[float, float] | None


@dataclass(frozen=True)
class Drawn:
    """The decisions about one video. References name assets as the job document does."""

    titles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()
    music: str = ""
    sticker: str = ""
    background: str = ""
    transitions: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    shots: tuple[ShotDrawn, ...] = field(default=())


def drawn_of(draws: Mapping[str, Any]) -> Drawn:
    """Return what the draws of an output say."""
    return Drawn(
        titles=tuple(str(value) for value in _values(draws, "title", "subheading")),
        scripts=tuple(str(text) for value in _values(draws, "script") for text in _each(value)),
        voices=tuple(dict.fromkeys(said["Voice"] for said in draws.get("speech", ()) if said.get("Voice"))),
        music=next((str(value) for value in _values(draws, "music")), ""),
        sticker=next((str(value) for value in _values(draws, "sticker")), ""),
        background=next((str(value) for value in _values(draws, "background")), ""),
        transitions=tuple(dict.fromkeys(str(value) for value in _values(draws, "transition"))),
        effects=tuple(dict.fromkeys(str(value) for value in _values(draws, "effect"))),
        filters=tuple(dict.fromkeys(str(value) for value in _values(draws, "filter"))),
        shots=tuple(_shots(draws)),
    )


def show_drawn(draws: Mapping[str, Any]) -> None:
    """Show what was drawn for a video."""
    drawn = drawn_of(draws)
    media = [drawn.music, drawn.sticker, drawn.background, *(shot.media for shot in drawn.shots)]
    names = {reference: facts.name for reference, facts in facts_of(name for name in media if name).items()}
    if drawn.titles:
        _fact(t("results.drawn.titles"), "  \n".join(plain(text) for text in drawn.titles))
    if drawn.scripts:
        _fact(t("results.drawn.script"), "  \n".join(plain(text) for text in drawn.scripts))
    if drawn.voices:
        _fact(t("results.drawn.voice"), " · ".join(plain(voice_name(voice)) for voice in drawn.voices))
    _show_media(drawn, names)
    if drawn.transitions:
        _fact(t("results.drawn.transitions"), _called("transition", drawn.transitions))
    if drawn.effects:
        _fact(t("results.drawn.effects"), _called("effect", drawn.effects))
    if drawn.filters:
        _fact(t("results.drawn.filters"), _called("filter", drawn.filters))
    if drawn.shots:
        st.caption(t("results.drawn.shots"))
        _show_shots(drawn.shots[:_SHOTS], names)
    rest = drawn.shots[_SHOTS:]
    if rest:
        shelf = st.expander(t("problems.more", count=len(rest)), on_change="rerun", key="results_shots")
        if shelf.open:
            with shelf:
                _show_shots(rest, names)


def _show_media(drawn: Drawn, names: Mapping[str, str]) -> None:
    for what, reference in (
        (t("results.drawn.music"), drawn.music),
        (t("results.drawn.sticker"), drawn.sticker),
        (t("results.drawn.background"), drawn.background),
    ):
        if reference:
            _fact(what, plain(PurePath(names[reference]).stem))


def _called(decision: str, names: tuple[str, ...]) -> str:
    return " · ".join(plain(call_value(decision, name)) for name in names)


def _show_shots(shots: tuple[ShotDrawn, ...], names: Mapping[str, str]) -> None:
    with st.container(horizontal=True, gap="small"):
        for shot in shots:
            with st.container(width=_SHOT_WIDTH, gap=None):
                shown = picture(shot.media, _PICTURE)
                if shown is not None:
                    st.image(str(shown), width=_SHOT_WIDTH, alt=names[shot.media])
                lines = [plain(PurePath(names[shot.media]).stem), f":gray[{plain(shot.node)}]"]
                if shot.part:
                    lines.append(f":gray[{shot.part[0]:.1f}–{shot.part[1]:.1f} s]")
                st.markdown("  \n".join(f":small[{line}]" for line in lines))


def _fact(what: str, value: str) -> None:
    with st.container(gap=None):
        st.caption(what)
        st.markdown(value)


def _values(draws: Mapping[str, Any], *decisions: str) -> Iterator[Any]:
    """Yield what was drawn for some decisions, in the order of the plan."""
    return (value for key, value in draws.items() if decision_of(key)[0] in decisions and value)


def _each(value: Any) -> list[Any]:
    """Return the parts of a value that may be one."""
    return [part for part in value if part] if isinstance(value, list) else [value]


def _shots(draws: Mapping[str, Any]) -> Iterator[ShotDrawn]:
    for key, value in draws.items():
        decision, slot = decision_of(key)
        if decision == "shot" and isinstance(value, Mapping) and value.get("Media"):
            part = (float(value["In"]), float(value["Out"])) if "In" in value and "Out" in value else None
            yield ShotDrawn(slot.rpartition(".")[0] or slot, str(value["Media"]), part)
