"""Projects on disk: saved at every change, by several at once, thrown away and brought back, damaged."""

from __future__ import annotations

import json
import multiprocessing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from s2v_core.errors import JobError, ProjectDamaged, ProjectError, ProjectNotFound
from s2v_core.job import parse_job
from s2v_core.projects import ProjectStore, export_bundle, export_job, set_titles, set_value, titles, value_of
from s2v_core.projects.versions import KEPT
from s2v_core.settings import Settings
from tests.job.documents import GLOBAL, SEGMENTED, changed


class Clock:
    """A clock that goes on by a second whenever it is looked at."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time


@pytest.fixture
def store(settings: Settings) -> ProjectStore:
    return ProjectStore(settings, clock=Clock())


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
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0]
    saved = {titles(store.open(made.id, version.revision))[0] for version in store.versions(made.id)[:-1]}
    assert saved == {f"{name} {number}" for name in ("a", "b") for number in range(15)}
    assert store.revision(made.id) == 31
    assert len(files(settings, made.id)) == 31


def test_a_bounded_number_of_versions_is_kept(store: ProjectStore, settings: Settings) -> None:
    made = store.create("Bakery", "global")
    for number in range(KEPT + 5):
        made = store.save(set_titles(made, [str(number)])).project
    assert len(files(settings, made.id)) == KEPT
    assert store.versions(made.id)[-1].revision == 7
    with pytest.raises(ProjectNotFound):
        store.open(made.id, 1)


def test_undo_and_redo_walk_along_the_changes(store: ProjectStore) -> None:
    made = store.create("Bakery", "global")
    one = store.save(set_titles(made, ["1"])).project
    two = store.save(set_titles(one, ["2"])).project
    assert not store.can_redo(two)
    back = store.undo(two)
    assert back is not None
    further = store.undo(back)
    assert further is not None
    assert (titles(back), titles(further)) == (["1"], [])
    assert (store.can_undo(further), store.undo(further)) == (False, None)
    forth = store.redo(further)
    assert forth is not None
    last = store.redo(forth)
    assert last is not None
    assert (titles(forth), titles(last)) == (["1"], ["2"])
    assert (store.can_redo(last), store.redo(last)) == (False, None)
    assert titles(store.open(made.id)) == ["2"]


def test_a_change_after_an_undo_cannot_be_redone_over(store: ProjectStore) -> None:
    two = store.save(set_titles(store.create("Bakery", "global"), ["2"])).project
    back = store.undo(two)
    assert back is not None
    other = store.save(set_titles(back, ["other"])).project
    assert not store.can_redo(other)
    undone = store.undo(other)
    assert undone is not None
    assert titles(undone) == []


def test_undo_leaves_what_was_produced(store: ProjectStore) -> None:
    made = store.create("Bakery", "global")
    rendered = store.save(set_titles(made, ["1"]).with_production("job-1")).project
    back = store.undo(rendered)
    assert back is not None
    assert (titles(back), back.productions) == ([], ("job-1",))


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


def test_a_job_document_goes_out_as_it_came_in(store: ProjectStore) -> None:
    document = changed(GLOBAL, **{"InputConfig.Own": {"a": [1, None]}, "UserData": {"x": "y"}, "Extra": 3})
    imported = store.import_text(json.dumps(document), "Bakery")
    assert json.loads(export_job(imported.project)) == document
    assert imported.project.mode == "global"


def test_texts_and_older_spellings_are_read_as_what_they_are_today(store: ProjectStore) -> None:
    document = {
        "InputConfig": json.dumps(
            {"MediaGroupArray": [{"GroupName": "a", "MediaArray": ["a.mp4"]}], "SpeechText": "Hi."}
        ),
        "EditingConfig": json.dumps({"SpeechConfig": {"Gain": 2}}),
        "OutputConfig": json.dumps({"MediaUrl": "a_{index}.mp4"}),
    }
    made = store.import_text(json.dumps(document), "Bakery").project
    assert made.document["InputConfig"]["SpeechTextArray"] == ["Hi."]
    assert "SpeechText" not in made.document["InputConfig"]
    assert made.document["EditingConfig"]["SpeechConfig"] == {"Volume": 2}
    assert made.document["OutputConfig"] == {"MediaURL": "a_{index}.mp4"}


def test_what_cannot_be_held_is_left_out_of_an_import_and_named(store: ProjectStore) -> None:
    imported = store.import_text(json.dumps(changed(GLOBAL, **{"OutputConfig.Count": "many"})), "Bakery")
    assert "Count" not in imported.project.document["OutputConfig"]
    assert "OutputConfig.Count" in [problem.path for problem in imported.problems]


@pytest.mark.parametrize("text", ["", "[1]", "{", '"x"', '{"InputConfig": 1, "Job": {}'])
def test_what_is_no_job_document_is_refused(store: ProjectStore, text: str) -> None:
    with pytest.raises(JobError):
        store.import_text(text, "Bakery")
    assert store.cards() == []


def test_a_bundle_brings_back_everything_but_the_history(store: ProjectStore) -> None:
    made = store.create_sample("segmented").with_notes("For Monday").with_production("job-1")
    saved = store.save(made).project
    again = store.import_text(export_bundle(saved), "unused").project
    assert (again.name, again.notes, again.mode, again.nodes) == (saved.name, "For Monday", "segmented", saved.nodes)
    assert (again.document, again.productions, again.revision) == (saved.document, (), 1)
    assert again.id != saved.id


def test_a_bundle_with_fields_of_the_wrong_kind_is_refused(store: ProjectStore) -> None:
    bundle = json.loads(export_bundle(store.create("Bakery", "global")))
    with pytest.raises(JobError, match="This is no project"):
        store.import_text(json.dumps(bundle | {"Mode": "sideways"}), "x")


def test_relative_media_of_an_imported_file_are_found_in_its_folder(store: ProjectStore, tmp_path: Path) -> None:
    (tmp_path / "a.mp4").touch()
    document = {
        "InputConfig": {"MediaGroupArray": [{"GroupName": "g", "MediaArray": ["a.mp4", "b.mp4", "media://c"]}]},
        "OutputConfig": {"MediaURL": "a_{index}.mp4"},
    }
    made = store.import_text(json.dumps(document), "x", folder=tmp_path).project
    assert made.groups[0]["MediaArray"] == [str((tmp_path / "a.mp4").resolve()), "b.mp4", "media://c"]


def test_a_setting_survives_save_and_open(store: ProjectStore, settings: Settings) -> None:
    made = store.create("Bakery", "global")
    saved = store.save(set_value(made, "EditingConfig.ProcessConfig.AllowTransition", value=True)).project
    assert value_of(ProjectStore(settings).open(saved.id), "EditingConfig.ProcessConfig.AllowTransition") is True
