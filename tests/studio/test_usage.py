"""Which projects use which assets of the library."""

from __future__ import annotations

from pages.widgets.usage import Usage, references
from s2v_core.projects import ProjectStore, add_assets, add_node, add_sticker, set_music


def test_every_kind_of_use_is_found(store: ProjectStore) -> None:
    project = add_node(store.create("Autumn", "global"), name="First")[0]
    project = add_assets(project, project.nodes[0], ["media://a1", "b2", "/films/c.mp4"])
    project = set_music(add_sticker(project, "media://d4"), ["media://e5"]).with_cover("media://f6")
    assert references(project) == {"a1", "b2", "/films/c.mp4", "d4", "e5", "f6"}


def test_users_are_told_by_name_and_follow_changes(store: ProjectStore) -> None:
    project = add_node(store.create("Autumn", "global"), name="First")[0]
    project = store.save(add_assets(project, project.nodes[0], ["media://a1"])).project
    store.create("Winter", "global")
    usage = Usage(store)
    assert usage() == {"a1": ["Autumn"]}
    store.save(add_assets(project, project.nodes[0], ["media://b2"]))
    store.rename(project.id, "Spring")
    assert usage() == {"a1": ["Spring"], "b2": ["Spring"]}
    store.delete(project.id)
    assert usage() == {}
