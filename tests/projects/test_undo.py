"""Undo and redo."""

from __future__ import annotations

from s2v_core.projects import Project, ProjectStore, Saved, set_titles, titles


def done(saved: Saved | None) -> Project:
    assert saved is not None
    return saved.project


def test_undo_and_redo_walk_along_the_changes(store: ProjectStore) -> None:
    made = store.create("Bakery", "global")
    one = store.save(set_titles(made, ["1"])).project
    two = store.save(set_titles(one, ["2"])).project
    assert not store.can_redo(two)
    back = done(store.undo(two))
    further = done(store.undo(back))
    assert (titles(back), titles(further)) == (["1"], [])
    assert (store.can_undo(further), store.undo(further)) == (False, None)
    forth = done(store.redo(further))
    last = done(store.redo(forth))
    assert (titles(forth), titles(last)) == (["1"], ["2"])
    assert (store.can_redo(last), store.redo(last)) == (False, None)
    assert titles(store.open(made.id)) == ["2"]


def test_a_change_after_an_undo_cannot_be_redone_over(store: ProjectStore) -> None:
    two = store.save(set_titles(store.create("Bakery", "global"), ["2"])).project
    back = done(store.undo(two))
    other = store.save(set_titles(back, ["other"])).project
    assert not store.can_redo(other)
    undone = done(store.undo(other))
    assert titles(undone) == []


def test_undo_leaves_what_was_produced(store: ProjectStore) -> None:
    made = store.create("Bakery", "global")
    rendered = store.save(set_titles(made, ["1"]).with_production("job-1")).project
    back = done(store.undo(rendered))
    assert (titles(back), back.productions) == ([], ("job-1",))


def test_an_undo_over_another_tab_says_so(store: ProjectStore) -> None:
    one = store.save(set_titles(store.create("Bakery", "global"), ["1"])).project
    theirs = store.save(set_titles(one, ["theirs"])).project
    undone = store.undo(one)
    assert undone is not None
    assert (undone.overtaken, titles(undone.project)) == ((theirs.revision,), [])
    assert titles(store.restore(one.id, theirs.revision)) == ["theirs"]
