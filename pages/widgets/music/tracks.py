"""The music of a project and the music that comes with the studio, as tables to listen to and to choose from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from pages.widgets.assets.facts import Facts, facts_of, length_of
from pages.widgets.assets.player import play
from pages.widgets.i18n import t
from pages.widgets.listen import one_sound_at_a_time
from pages.widgets.messages import told
from pages.widgets.problems import explain, plain
from pages.widgets.projects import change
from pages.widgets.tables import button_column
from s2v_core.errors import DependencyMissing
from s2v_core.media import music_for_style, music_pool
from s2v_core.projects import Project, add_music, music, set_music

__all__ = ["music_player", "own_tracks", "packaged_tracks", "track_names"]

_HEARD = "_s2v_music_heard"
_POOL = "pool:"
_ELSEWHERE = ("http://", "https://")
_WORDS = frozenset({"calm", "energetic", "happy", "nostalgic", "tender", "acoustic", "electronic"})
_NAME, _LENGTH = 186, 76


@dataclass(frozen=True)
class _Action:
    """What a button in every row does with its track; ``name`` is that of its column."""

    name: str
    label: str
    icon: str
    act: Callable[[str], None]


def own_tracks(project: Project) -> None:
    """Show the tracks that somebody chose for the project."""
    tracks = music(project)
    facts = facts_of(tracks)
    names = track_names(facts)
    rows = {
        "name": [names[track] for track in tracks],
        "length": [length_of(facts[track]) for track in tracks],
    }
    problems = [told(facts[track].problem) for track in tracks]
    if any(problems):
        rows["problem"] = problems
    _table("music_own", tracks, rows, _Action("remove", t("music.remove"), "delete", _remove))


def packaged_tracks(style: str) -> None:
    """Show the tracks that come with the studio and suit a mood (empty: all), as those to choose from."""
    try:
        tracks = music_for_style(style)
    except DependencyMissing as error:
        explain(error)
        return
    facts = facts_of(track.id for track in tracks)
    rows = {
        "name": list(track_names(facts).values()),
        "length": [length_of(facts[track.id]) for track in tracks],
        "tempo": [t("music.bpm", count=round(track.bpm)) if track.bpm else "" for track in tracks],
    }
    taking = _Action("take", t("music.take"), "playlist_add", _take)
    _table("music_packaged", [track.id for track in tracks], rows, taking)


def music_player() -> None:
    """Show the player of the track that somebody listens to, if there is one."""
    track = st.session_state.get(_HEARD)
    if track is None:
        return
    facts = facts_of([track])
    with st.container(border=True, key="music_player"):
        st.caption(plain(track_names(facts)[track]))
        if track.startswith(_ELSEWHERE):
            st.audio(track, autoplay=True)
        else:
            play(facts[track], "music_player", autoplay=True)
    one_sound_at_a_time()


def track_names(facts: dict[str, Facts]) -> dict[str, str]:
    """Return what people call tracks, by their references."""
    return {
        reference: (_packaged_name(reference) if reference.startswith(_POOL) else "") or fact.name
        for reference, fact in facts.items()
    }


def _packaged_name(reference: str) -> str:
    """Return the name of a track that comes with the studio: its mood, its kind, and which of those it is."""
    kind, alike = _kind_of(reference), [track.id for track in music_pool() if _kind_of(track.id) == _kind_of(reference)]
    if reference not in alike:
        return ""
    words = [t(f"music.mood.{word}") if word in _WORDS else word for word in kind]
    return f"{' · '.join(words)} {alike.index(reference) + 1}"


def _kind_of(reference: str) -> tuple[str, str]:
    mood, _, name = reference.removeprefix(_POOL).partition("/")
    return mood, name.partition("_")[0]


def _remove(track: str) -> None:
    change(lambda project: set_music(project, [each for each in music(project) if each != track]))
    if st.session_state.get(_HEARD) == track:
        del st.session_state[_HEARD]


def _take(track: str) -> None:
    change(lambda project: add_music(project, [track]))


def _hear(track: str) -> None:
    if st.session_state.get(_HEARD) == track:
        del st.session_state[_HEARD]
    else:
        st.session_state[_HEARD] = track


def _table(key: str, tracks: Sequence[str], rows: Mapping[str, list[str]], action: _Action) -> None:
    """Show tracks with a button to hear each, and one for the action."""
    heard = st.session_state.get(_HEARD)
    hear = [f":material/{'stop_circle' if track == heard else 'play_circle'}:" for track in tracks]
    frame = pd.DataFrame({"hear": hear, **rows, action.name: [f":material/{action.icon}:"] * len(tracks)})
    columns: dict[str, Any] = {
        "hear": button_column(t("music.hear"), f"{key}_hear", lambda: tracks, _hear),
        "name": st.column_config.TextColumn(t("music.track"), width=_NAME),
        "length": st.column_config.TextColumn(t("music.length"), width=_LENGTH),
        "tempo": st.column_config.TextColumn(t("music.tempo"), width=_LENGTH),
        "problem": st.column_config.TextColumn(t("music.problem")),
        action.name: button_column(action.label, f"{key}_{action.name}", lambda: tracks, action.act),
    }
    shown = {name: columns[name] for name in frame.columns}
    st.dataframe(frame, key=key, column_config=shown, hide_index=True, alt=t("music.track"))
