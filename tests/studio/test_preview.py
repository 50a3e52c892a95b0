"""The live preview: what is planned for it, what stands in for what is missing, and when it is drawn anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import streamlit as st

from pages.widgets.preview.desk import TRANSITION, Desk, moment_of
from pages.widgets.preview.samples import CAPTIONS, TITLE, Samples, complete, neutral_pictures
from pages.widgets.preview.speech import QuickSpeech, estimated
from s2v_core.cache import Cache
from s2v_core.errors import S2VError
from s2v_core.projects import (
    Project,
    ProjectStore,
    add_assets,
    add_node,
    set_scripts,
    set_sub_headings,
    set_titles,
    set_value,
    set_values,
)
from s2v_core.settings import Settings
from s2v_core.speech import Speaker
from s2v_core.timeline import cues
from tests.speech.fakes import FakeEngine
from tests.studio.harness import open_bench, shown
from tests.support.media import write_image

SMALL = {"OutputConfig.Width": 144, "OutputConfig.Height": 256}


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine("pyttsx3", {"en-us": ("en",), "cmn": ("zh",)})


@pytest.fixture
def speaker(settings: Settings, engine: FakeEngine) -> Speaker:
    return Speaker(settings, engines={"pyttsx3": engine})


@pytest.fixture
def desk(settings: Settings, speaker: Speaker) -> Iterator[Desk]:
    made = Desk(settings, speaker, trusted=True)
    yield made
    made.close()


@pytest.fixture
def samples(tmp_path: Path) -> Samples:
    pictures = [write_image(tmp_path / name, size=(36, 64), colour=(90, 90, 90)) for name in ("one.png", "two.png")]
    return Samples("A title", "A line", "This is what captions look like.", tuple(map(str, pictures)))


@pytest.fixture
def project(store: ProjectStore) -> Project:
    return store.save(set_values(store.create("Autumn", "global"), SMALL)).project


def with_pictures(project: Project, folder: Path) -> Project:
    for number, colour in enumerate(((200, 40, 40), (40, 40, 200))):
        project, node = add_node(project)
        picture = write_image(folder / f"{number}.png", size=(72, 128), colour=colour)
        project = add_assets(project, node, [str(picture)])
    return project


def test_what_a_project_lacks_is_filled_in_and_nothing_else(project: Project, samples: Samples, tmp_path: Path) -> None:
    filled, neutral = complete(add_node(with_pictures(project, tmp_path))[0], "", samples)
    pools = [group["MediaArray"] for group in filled["InputConfig"]["MediaGroupArray"]]
    assert [len(pool) for pool in pools] == [1, 1, len(samples.pictures)]
    assert neutral
    assert "TitleArray" not in filled["InputConfig"]
    assert not complete(with_pictures(project, tmp_path), "", samples)[1]
    assert filled["OutputConfig"]["Count"] == 1


@pytest.mark.parametrize(
    ("focus", "field", "value"),
    [
        (CAPTIONS, "SpeechTextArray", ["This is what captions look like."]),
        (TITLE, "TitleArray", ["A title"]),
        ("3", "SubHeadingArray", [{"Level": 3, "TitleArray": ["A line"]}]),
    ],
)
def test_the_text_in_focus_has_a_sample_where_the_project_has_none(
    project: Project, samples: Samples, focus: str, field: str, value: object
) -> None:
    fixed = set_value(project, "OutputConfig.FixedDuration", 4)
    document, _ = complete(fixed, focus, samples)
    assert document["InputConfig"][field] == value
    assert ("FixedDuration" in document["OutputConfig"]) == (focus != CAPTIONS)


def test_the_neutral_pictures_are_made_once_and_are_not_alike(settings: Settings) -> None:
    first, second = neutral_pictures(Cache(settings.cache_dir))
    assert neutral_pictures(Cache(settings.cache_dir)) == (first, second)
    assert Path(first).read_bytes() != Path(second).read_bytes()


def test_texts_that_the_project_has_are_shown_instead_of_samples(project: Project, samples: Samples) -> None:
    written = set_sub_headings(set_titles(set_scripts(project, ["Spoken."]), ["Mine"]), 2, ["Below"])
    for focus in (CAPTIONS, TITLE, "2"):
        given = complete(written, focus, samples)[0]["InputConfig"]
        assert (given["SpeechTextArray"], given["TitleArray"]) == (["Spoken."], ["Mine"])
        assert given["SubHeadingArray"] == [{"Level": 2, "TitleArray": ["Below"]}]


def test_a_segmented_project_speaks_its_sample_in_the_first_node(store: ProjectStore, samples: Samples) -> None:
    document, _ = complete(store.create("Autumn", "segmented"), CAPTIONS, samples)
    assert "SpeechTextArray" not in document["InputConfig"]
    assert document["InputConfig"]["MediaGroupArray"][0]["SpeechTextArray"] == [samples.script]


def test_texts_are_estimated_by_their_length_and_the_speed(engine: FakeEngine, speaker: Speaker) -> None:
    short, long = estimated("Good."), estimated("Good things take time, and so does coffee.")
    assert 0.3 < short.speech.duration < 1.2 < long.speech.duration < 5
    assert estimated("Good things take time, and so does coffee.", 500).speech.duration == pytest.approx(
        long.speech.duration / 2, abs=0.2
    )
    assert "".join(word.text for word in long.speech.words) == long.display.replace(" ", "")
    assert estimated("慢慢来。").speech.duration > short.speech.duration
    assert estimated('<speak>Hi <break time="2s"/>you</speak>').display.split() == ["Hi", "you"]


def test_nothing_is_spoken_and_what_was_spoken_is_known(engine: FakeEngine, speaker: Speaker) -> None:
    quick = QuickSpeech(speaker)
    assert quick.say("Hello there.", "pyttsx3:en-us").speech.rate != 8000
    assert not engine.calls
    spoken = speaker.say("Hello there.", "pyttsx3:en-us")
    assert quick.say("Hello there.", "pyttsx3:en-us").speech.words == spoken.speech.words


def test_an_empty_project_shows_its_texts_on_a_neutral_picture(
    desk: Desk, project: Project, samples: Samples, engine: FakeEngine
) -> None:
    look = desk.look(project, CAPTIONS, samples)
    assert look.neutral
    assert (look.timeline.canvas.width, look.timeline.canvas.height) == (144, 256)
    [first, *_] = cues(look.timeline)
    assert first.span.start <= look.moment * look.timeline.rate
    frame = desk.frame(look, look.moment)
    without = desk.frame(desk.look(project, "", samples), look.moment)
    assert frame.shape == without.shape == (256, 144, 3)
    assert np.abs(frame.astype(int) - without)[180:].max() > 60
    assert np.abs(frame.astype(int) - without)[:100].max() < 12
    assert not engine.calls


def test_a_changed_setting_is_seen_at_once_and_an_unchanged_project_is_not_planned_again(
    desk: Desk, project: Project, samples: Samples
) -> None:
    look = desk.look(project, TITLE, samples)
    assert desk.look(project.model_copy(update={"notes": "Other"}), TITLE, samples) is look
    red = set_values(
        project, {"EditingConfig.TitleConfig.FontColor": "#FF0000", "EditingConfig.TitleConfig.FontSize": 40}
    )
    changed = desk.look(red, TITLE, samples)
    frame = desk.frame(changed, changed.moment)
    red_pixels = (frame[..., 0] > 200) & (frame[..., 1] < 60) & (frame[..., 2] < 60)
    assert red_pixels.sum() > 50


def test_going_through_the_video_shows_its_shots(
    desk: Desk, project: Project, samples: Samples, tmp_path: Path
) -> None:
    look = desk.look(with_pictures(project, tmp_path), "", samples)
    assert not look.neutral
    first, last = (desk.frame(look, moment, ahead=True)[128, 72].astype(int) for moment in (0.1, look.seconds - 0.1))
    assert first[0] > 150 > first[2]
    assert last[2] > 150 > last[0]


def test_a_transition_in_focus_is_seen_halfway(desk: Desk, project: Project, samples: Samples, tmp_path: Path) -> None:
    process = "EditingConfig.ProcessConfig"
    faded = set_values(
        with_pictures(project, tmp_path), {f"{process}.AllowTransition": True, f"{process}.TransitionList": ["fade"]}
    )
    look = desk.look(faded, TRANSITION, samples)
    red, _, blue = desk.frame(look, look.moment)[128, 72].astype(int)
    assert red == pytest.approx(120, abs=25)
    assert blue == pytest.approx(120, abs=25)


def test_a_focus_that_is_never_seen_gives_a_moment_inside(desk: Desk, project: Project, samples: Samples) -> None:
    look = desk.look(project, "", samples)
    assert 0 < moment_of(look.timeline, TRANSITION) < look.seconds


def test_an_output_that_is_planned_already_is_shown_as_it_is(desk: Desk, project: Project, samples: Samples) -> None:
    timeline = desk.look(project, TITLE, samples).timeline
    assert desk.look(project, "", samples, timeline).timeline == timeline


def test_missing_material_is_an_error_that_says_where(
    desk: Desk, project: Project, samples: Samples, tmp_path: Path
) -> None:
    broken, node = add_node(project)
    with pytest.raises(S2VError, match="Scene 1"):
        desk.look(add_assets(broken, node, [str(tmp_path / "gone.png")]), "", samples)


@pytest.fixture
def _released() -> Iterator[None]:
    """End what the server would go on composing ahead."""
    yield
    st.cache_resource.clear()


def bench() -> None:
    import streamlit as st

    from pages.widgets.preview.frame import frame_preview
    from pages.widgets.projects import current_project, follow_others

    follow_others()
    opened = current_project()
    assert opened is not None
    st.title("Page")
    frame_preview(opened, key="bench", focus="title")


@pytest.mark.usefixtures("_released")
def test_the_page_shows_the_picture_and_moves_through_the_video(store: ProjectStore, project: Project) -> None:
    page = open_bench(bench, project=project.id)
    assert len(page.get("image")) == 1
    [slider] = page.slider
    slider.set_value(0.5).run()
    assert page.slider[0].value == 0.5
    assert "plain picture stands in" in shown(page)
    assert not page.exception
    assert not page.error


def test_the_page_says_in_place_of_the_picture_what_is_wrong(
    store: ProjectStore, project: Project, tmp_path: Path
) -> None:
    broken, node = add_node(project)
    saved = store.save(add_assets(broken, node, [str(tmp_path / "gone.png")])).project
    page = open_bench(bench, project=saved.id)
    assert page.title[0].value == "Page"
    assert "Scene 1" in page.error[0].value
    assert not page.get("image")
