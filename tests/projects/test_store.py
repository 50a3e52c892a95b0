"""Projects on disk: saved at every change, by several at once, thrown away and brought back, damaged."""

from __future__ import annotations

import errno
import json
import multiprocessing
import sys
import time
from pathlib import Path

import pytest

from s2v_core.errors import ProjectDamaged, ProjectError, ProjectNotFound
from s2v_core.job import parse_job
from s2v_core.projects import ProjectStore, set_titles, set_value, titles, value_of
from s2v_core.projects.versions import KEPT
from s2v_core.settings import Settings
from tests.job.documents import SEGMENTED, changed


def files(settings: Settings, project_id: str) -> list[str]:
    return sorted(path.name for path in (settings.projects_dir / project_id).iterdir())


def test_a_new_project_is_there_for_the_next_process(store: ProjectStore, settings: Settings) -> None:
    made = store.create("  Bakery ", "segmented")
    again = ProjectStore(settings).open(made.id)
    assert again == made
    assert (again.name, again.mode, again.revision, again.document) == ("Bakery", "segmented", 1, made.document)


def test_an_empty_project_lacks_nothing_but_its_nodes(store: ProjectStore) -> None:
    made = store.create("Bakery", "global")
    assert [problem.path for problem in parse_job(made.document)[1]] == ["InputConfig.MediaGroupArray"]
    assert value_of(made, "EditingConfig.S2V.Fit") == "cover"


@pytest.mark.parametrize("key", ["global", "segmented", "chinese"])
def test_a_sample_is_a_job_without_problems_whose_media_are_found(store: ProjectStore, key: str) -> None:
    made = store.create_sample(key)
    job, problems = parse_job(made.document)
    assert job is not None
    assert [problem for problem in problems if problem.severity == "error"] == []
    assert job.mode == made.mode
    inputs = job.input_config
    references = [media for group in inputs.media_group_array for media in group.media_array]
    references += [*inputs.background_music_array, *(sticker.media for sticker in inputs.sticker_array)]
    assert all(Path(reference).is_absolute() and Path(reference).is_file() for reference in references)


@pytest.mark.parametrize(("name", "reason"), [("  ", "no name"), ("x" * 101, "101 characters"), ("a\nb", "be shown")])
def test_a_project_needs_a_name(store: ProjectStore, name: str, reason: str) -> None:
    with pytest.raises(ProjectError, match=reason):
        store.create(name, "global")
    assert store.cards() == []


def test_every_save_is_a_version_and_the_last_one_counts(store: ProjectStore, settings: Settings) -> None:
    first = store.create("Bakery", "global")
    second = store.save(set_titles(first, ["One"]))
    third = store.save(set_titles(second.project, ["Two"]))
    assert (second.overtaken, third.overtaken) == ((), ())
    assert titles(ProjectStore(settings).open(first.id)) == ["Two"]
    assert titles(store.open(first.id, 2)) == ["One"]
    assert [version.revision for version in store.versions(first.id)] == [3, 2, 1]


def test_two_tabs_do_not_silently_overwrite_each_other(store: ProjectStore, settings: Settings) -> None:
    opened = store.create("Bakery", "global")
    other = ProjectStore(settings)
    mine = store.save(set_titles(opened, ["Mine"]))
    assert other.revision(opened.id) > opened.revision
    theirs = other.save(set_titles(other.open(opened.id, 1), ["Theirs"]))
    assert (mine.overtaken, theirs.overtaken) == ((), (2,))
    assert titles(store.open(opened.id)) == ["Theirs"]
    assert [(version.revision, version.overtaken) for version in store.versions(opened.id)] == [
        (3, False),
        (2, True),
        (1, False),
    ]
    assert titles(store.restore(opened.id, 2)) == ["Mine"]
    assert titles(store.open(opened.id)) == ["Mine"]


def save_many(settings: Settings, project_id: str, name: str, times: int, start: object) -> None:
    """Save one project again and again, as a process of its own."""
    store = ProjectStore(settings)
    start.wait()  # type: ignore[attr-defined]
    for number in range(times):
        store.save(set_titles(store.open(project_id), [f"{name} {number}"]))


def test_processes_that_save_at_once_lose_nothing(store: ProjectStore, settings: Settings) -> None:
    made = store.create("Bakery", "global")
    spawn = multiprocessing.get_context("spawn")
    start = spawn.Barrier(2)
    workers = [spawn.Process(target=save_many, args=(settings, made.id, name, 15, start)) for name in ("a", "b")]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0]
    saved = {titles(store.open(made.id, version.revision))[0] for version in store.versions(made.id)[:-1]}
    assert saved == {f"{name} {number}" for name in ("a", "b") for number in range(15)}
    assert store.revision(made.id) == 31
    assert len(files(settings, made.id)) == 31


@pytest.mark.skipif(sys.platform == "win32", reason="versions are not linked there")
def test_a_file_system_without_links_keeps_versions_as_well(
    store: ProjectStore, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path, target: Path) -> None:
        raise OSError(errno.EPERM, "Operation not permitted", str(target))

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    made = store.create("Bakery", "global")
    one = store.save(set_titles(made, ["1"]))
    two = ProjectStore(settings).save(set_titles(made, ["2"]))
    assert (one.project.revision, two.project.revision, two.overtaken) == (2, 3, (2,))
    assert [version.damage for version in ProjectStore(settings).versions(made.id)] == ["", "", ""]


def test_a_disk_that_refuses_is_reported_and_nothing_changes(
    store: ProjectStore, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = store.create("Bakery", "global")

    def full(path: Path, data: bytes) -> int:
        path.open("wb").close()
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(ProjectError, match="No space left on device") as caught:
        store.save(set_titles(made, ["1"]))
    assert "disk is not full" in caught.value.hint
    assert files(settings, made.id) == ["00000001.json"]
    assert store.open(made.id) == made


def save_for_ever(settings: Settings, project_id: str) -> None:
    """Save one project until the process is ended."""
    store = ProjectStore(settings)
    while True:
        store.save(set_titles(store.open(project_id), ["x" * 50] * 50))


def test_a_process_that_is_killed_while_it_saves_leaves_whole_versions(store: ProjectStore, settings: Settings) -> None:
    made = store.create("Bakery", "global")
    for _ in range(3):
        before = store.revision(made.id)
        worker = multiprocessing.get_context("spawn").Process(target=save_for_ever, args=(settings, made.id))
        worker.start()
        while store.revision(made.id) < before + 20 and worker.is_alive():
            time.sleep(0.01)
        worker.kill()
        worker.join()
        assert store.revision(made.id) >= before + 20
        assert [version.damage for version in store.versions(made.id) if version.damage] == []
    assert store.save(store.open(made.id)).overtaken == ()


def test_a_bounded_number_of_versions_is_kept(store: ProjectStore, settings: Settings) -> None:
    made = store.create("Bakery", "global")
    for number in range(KEPT + 5):
        made = store.save(set_titles(made, [str(number)])).project
    assert len(files(settings, made.id)) == KEPT
    assert store.versions(made.id)[-1].revision == 7
    with pytest.raises(ProjectNotFound):
        store.open(made.id, 1)


def test_a_deleted_project_can_be_brought_back_with_its_versions(store: ProjectStore, settings: Settings) -> None:
    made = store.save(set_titles(store.create("Bakery", "global"), ["1"])).project
    store.delete(made.id)
    assert store.cards() == []
    assert [card.name for card in store.trash()] == ["Bakery"]
    with pytest.raises(ProjectNotFound, match="no such project"):
        store.save(made)
    store.recover(made.id)
    assert store.trash() == []
    assert len(store.versions(made.id)) == 2
    store.delete(made.id)
    store.erase(made.id)
    assert (store.cards(), store.trash()) == ([], [])
    assert not (settings.projects_dir / made.id).exists()


def test_a_duplicate_goes_its_own_way(store: ProjectStore) -> None:
    made = store.save(store.create_sample("global").with_production("job-1")).project
    copy = store.duplicate(made.id, "Another")
    assert (copy.name, copy.document, copy.productions, copy.revision) == ("Another", made.document, (), 1)
    assert copy.id != made.id
    store.rename(copy.id, "Third")
    assert {card.name for card in store.cards()} == {made.name, "Third"}


def test_cards_say_what_there_is_and_how_far_it_is(store: ProjectStore) -> None:
    store.create("Empty", "global")
    sample = store.create_sample("segmented")
    half = changed(SEGMENTED, **{"InputConfig.MediaGroupArray[2].MediaArray": None})
    store.import_text(json.dumps(half), "Half")
    store.save(sample.with_production("job-1").with_cover("logo.png"))
    cards = store.cards()
    assert [(card.name, card.state) for card in cards] == [
        (sample.name, "produced"),
        ("Half", "unfinished"),
        ("Empty", "empty"),
    ]
    assert (cards[0].picture, cards[1].picture, cards[2].picture) == ("logo.png", "media://a.mp4", "")
    assert (cards[1].mode, cards[1].nodes, cards[1].assets, cards[1].texts, cards[1].outputs) == (
        "segmented",
        3,
        3,
        4,
        2,
    )


DAMAGE = {
    "cut off": lambda data: data[: len(data) // 2],
    "empty": lambda _: b"",
    "not text": lambda _: b"\xff\xfe\x00",
    "another thing": lambda _: b'{"a": 1}',
    "a list": lambda _: b"[]",
    "a newer version": lambda data: data.replace(b'"Format":1', b'"Format":99'),
    "another type": lambda data: data.replace(b'"Mode":"global"', b'"Mode":7'),
}


@pytest.mark.parametrize("kind", sorted(DAMAGE))
def test_a_damaged_project_is_shown_with_its_reason_and_never_deleted(
    store: ProjectStore, settings: Settings, kind: str
) -> None:
    made = store.save(set_titles(store.create("Bakery", "global"), ["Kept"])).project
    store.save(set_titles(made, ["Lost"]))
    path = settings.projects_dir / made.id / "00000003.json"
    path.write_bytes(DAMAGE[kind](path.read_bytes()))
    fresh = ProjectStore(settings)
    (card,) = fresh.cards()
    assert (card.id, card.state) == (made.id, "damaged")
    assert card.damage.startswith("The file of the project is damaged: ")
    with pytest.raises(ProjectDamaged, match="damaged") as caught:
        fresh.open(made.id)
    assert (caught.value.where, caught.value.hint) == (path.name, "Bring back an earlier version of the project.")
    assert [bool(version.damage) for version in fresh.versions(made.id)] == [True, False, False]
    assert titles(fresh.restore(made.id, 2)) == ["Kept"]
    assert fresh.cards()[0].state == "empty"
    assert path.is_file()


def test_damage_is_seen_by_a_store_that_knew_the_file_before(store: ProjectStore, settings: Settings) -> None:
    made = store.create("Bakery", "global")
    assert store.open(made.id) == made
    (settings.projects_dir / made.id / "00000001.json").write_bytes(b"{}")
    assert [card.state for card in store.cards()] == ["damaged"]


def test_bringing_back_an_earlier_version_leaves_what_was_produced(store: ProjectStore) -> None:
    made = store.create("Bakery", "global")
    store.save(set_titles(made, ["1"]).with_production("job-1"))
    back = store.restore(made.id, 1)
    assert (titles(back), back.productions) == ([], ("job-1",))


def test_what_a_killed_process_left_is_no_project(store: ProjectStore, settings: Settings) -> None:
    made = store.create("Bakery", "global")
    (settings.projects_dir / ".0123456789abcdef").mkdir()
    (settings.projects_dir / "0123456789abcdef").mkdir()
    (settings.projects_dir / made.id / f".{'0' * 32}.part").write_bytes(b"half")
    assert [card.id for card in store.cards()] == [made.id]
    assert store.open(made.id) == made
    assert store.save(made).project.revision == 2


@pytest.mark.parametrize(
    "project_id", ["", "..", "../../etc", "0123456789ABCDEF", "0123456789abcdef/..", "nosuchproject"]
)
def test_only_ids_of_projects_are_looked_up(store: ProjectStore, project_id: str) -> None:
    for use in (store.open, store.versions, store.delete, store.recover, store.erase, store.revision):
        with pytest.raises(ProjectNotFound):
            use(project_id)


def test_a_setting_survives_save_and_open(store: ProjectStore, settings: Settings) -> None:
    made = store.create("Bakery", "global")
    saved = store.save(set_value(made, "EditingConfig.ProcessConfig.AllowTransition", value=True)).project
    assert value_of(ProjectStore(settings).open(saved.id), "EditingConfig.ProcessConfig.AllowTransition") is True
