"""Choosing assets for the open project: from the library, from uploads, and from folders of this machine."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from pages.widgets.assets.stream import piece_of
from s2v_core.media.library import Library, Piece
from s2v_core.projects import Project, ProjectStore, music
from tests.studio.harness import open_bench
from tests.studio.sending import send
from tests.support.media import write_image, write_tone


def page() -> None:
    from pages.widgets.assets.picker import asset_picker
    from pages.widgets.dialogs import is_open
    from pages.widgets.parts import required_project
    from pages.widgets.problems import show_problems
    from pages.widgets.projects import bind_to_url, follow_others
    from s2v_core.errors import ProjectError
    from s2v_core.projects import backgrounds, music, set_backgrounds, set_music

    def refuse(*_: object) -> None:
        raise ProjectError("The shelf is full.", hint="Take something out first.")

    follow_others()
    bind_to_url()
    if not is_open():
        show_problems()
    required_project("music")
    asset_picker("music_add", lambda one, media: set_music(one, [*music(one), *media]), kinds=("audio",))
    asset_picker(
        "background_add",
        lambda one, media: set_backgrounds(one, [*backgrounds(one), *media]),
        kinds=("image",),
        most=1,
    )
    asset_picker("full_add", refuse)  # type: ignore[arg-type]


def pick(bench: AppTest, key: str) -> AppTest:
    return bench.button(key=f"{key}_open").click().run()


def test_what_is_checked_is_added_in_the_order_of_choosing(
    store: ProjectStore, project: Project, library: Library, tmp_path: Path
) -> None:
    tones = [
        library.add_file(write_tone(tmp_path / f"{name}.wav", frequency=300.0 + 50 * place)).asset
        for place, name in enumerate("abc")
    ]
    library.add_file(write_image(tmp_path / "a.png"))
    bench = pick(open_bench(page, project=project.id), "music_add")
    assert [box.label for box in bench.checkbox] == ["c.wav", "b.wav", "a.wav"]
    for asset in (tones[2], tones[0]):
        bench.checkbox(key=f"music_add_take_{asset.id}").check().run()
    bench.button(key="music_add_use").click().run()
    assert music(store.open(project.id)) == [tones[2].reference, tones[0].reference]
    assert not bench.checkbox


def test_uploads_are_copied_at_once_and_chosen_and_what_is_no_use_is_told(
    store: ProjectStore, project: Project, library: Library, tmp_path: Path
) -> None:
    bench = pick(open_bench(page, project=project.id), "music_add")
    sound, picture, notes = write_tone(tmp_path / "a.wav"), write_image(tmp_path / "a.png"), tmp_path / "notes.txt"
    notes.write_text("no media", "utf-8")
    send(bench, library, "music_add", [sound, picture, notes])
    found = {asset.name: asset for asset in library.assets().assets}
    assert sorted(found) == ["a.png", "a.wav"]
    assert "2 files were added" in shown_boxes(bench)
    assert "1 file was left out" in shown_boxes(bench)
    assert list(bench.dataframe[0].value["file"]) == ["notes.txt"]
    bench.button(key="music_add_use").click().run()
    assert music(store.open(project.id)) == [found["a.wav"].reference]


def test_a_file_that_is_there_already_is_chosen_and_not_stored_again(
    store: ProjectStore, project: Project, library: Library, tmp_path: Path
) -> None:
    sound = write_tone(tmp_path / "a.wav")
    known = library.add_file(sound).asset
    bench = pick(open_bench(page, project=project.id), "music_add")
    bench.segmented_control(key="music_add_way").set_value("upload").run()
    send(bench, library, "music_add", [sound.rename(tmp_path / "copy of a.wav")])
    assert "not stored twice" in shown_boxes(bench)
    bench.button(key="music_add_use").click().run()
    assert music(store.open(project.id)) == [known.reference]
    assert library.assets().total == 1


def test_a_folder_of_this_machine_is_used_where_it_is_or_copied(
    project: Project, library: Library, tmp_path: Path
) -> None:
    folder = tmp_path / "home" / "footage"
    write_image(folder / "day 1" / "a.png")
    bench = pick(open_bench(page, project=project.id), "background_add")
    bench.segmented_control(key="background_add_way").set_value("machine").run()
    assert bench.text_input(key="background_add_path").value == str(Path.home())
    bench.text_input(key="background_add_path").set_value(f'"{folder}"').run()
    bench.pills(key="background_add_into").set_value("day 1").run()
    assert bench.text_input(key="background_add_path").value == str(folder / "day 1")
    bench.button(key="background_add_start").click().run()
    [asset] = library.assets().assets
    assert asset.stored == ""
    bench.radio(key="background_add_how").set_value("copy").run()
    bench.button(key="background_add_start").click().run()
    [asset] = library.assets().assets
    assert asset.stored != ""


def test_a_folder_that_is_none_says_so(project: Project) -> None:
    bench = pick(open_bench(page, project=project.id), "background_add")
    bench.segmented_control(key="background_add_way").set_value("machine").run()
    bench.text_input(key="background_add_path").set_value("/no/such/folder").run()
    assert "no folder" in bench.error[0].value
    bench.button(key="background_add_start").click().run()
    assert "no folder" in bench.error[0].value
    assert bench.button(key="background_add_cancel")
    assert not bench.exception


def test_where_one_is_wanted_another_choice_takes_its_place(
    store: ProjectStore, project: Project, library: Library, tmp_path: Path
) -> None:
    first, second = (
        library.add_file(write_image(tmp_path / f"{place}.png", colour=(place, 0, 0))).asset for place in (10, 20)
    )
    bench = pick(open_bench(page, project=project.id), "background_add")
    for asset in (first, second):
        bench.checkbox(key=f"background_add_take_{asset.id}").check().run()
    assert not bench.checkbox(key=f"background_add_take_{first.id}").value
    bench.button(key="background_add_use").click().run()
    assert store.open(project.id).document["InputConfig"]["BackgroundImageArray"] == [second.reference]


def test_what_is_refused_is_told_in_the_dialog_which_stays_open(
    store: ProjectStore, project: Project, library: Library, tmp_path: Path
) -> None:
    asset = library.add_file(write_tone(tmp_path / "a.wav")).asset
    bench = pick(open_bench(page, project=project.id), "full_add")
    bench.checkbox(key=f"full_add_take_{asset.id}").check().run()
    bench.button(key="full_add_use").click().run()
    assert [error.value for error in bench.error] == ["**The shelf is full.**  \nTake something out first."]
    assert bench.checkbox(key=f"full_add_take_{asset.id}").value
    assert store.open(project.id).revision == project.revision


def test_search_finds_by_name_and_tag(project: Project, library: Library, tmp_path: Path) -> None:
    for name, tags in (("rain.wav", ["calm"]), ("drums.wav", [])):
        library.add_file(write_tone(tmp_path / name, frequency=100.0 * len(name)), tags=tags)
    bench = pick(open_bench(page, project=project.id), "music_add")
    bench.text_input(key="music_add_search").set_value("dru").run()
    assert [box.label for box in bench.checkbox] == ["drums.wav"]
    bench.text_input(key="music_add_search").set_value("").run()
    bench.multiselect(key="music_add_tags").set_value(["calm"]).run()
    assert [box.label for box in bench.checkbox] == ["rain.wav"]


def test_what_a_browser_sends_is_a_piece_of_a_file_or_nothing() -> None:
    sent = {"number": 7, "file": 1, "files": 2, "name": "a.png", "size": 3, "start": 0, "content": "YWJj"}
    assert piece_of(sent) == Piece(7, 1, 2, "a.png", 3, 0, b"abc")
    assert piece_of(sent | {"content": None}) == Piece(7, 1, 2, "a.png", 3, 0, None)
    wrong = ({"content": "no base64!"}, {"content": 5}, {"size": -1}, {"start": 1.5}, {"name": None}, {"file": True})
    assert [piece_of(sent | change) for change in wrong] == [None] * len(wrong)
    assert [piece_of(value) for value in (None, "x", [], {})] == [None] * 4


def shown_boxes(bench: AppTest) -> str:
    return "\n".join(box.value for kind in (bench.success, bench.info, bench.warning, bench.error) for box in kind)
