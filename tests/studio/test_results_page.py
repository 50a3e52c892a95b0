"""The page Results, without a browser, on videos that no runner made."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.widgets.face import mounted
from pages.widgets.results import gallery as result_gallery
from pages.widgets.results.drawn import ShotDrawn, drawn_of
from pages.widgets.results.files import pack, videos_of, volumes
from s2v_core.api import Face
from s2v_core.production.store import Failure
from s2v_core.projects import Project, ProjectStore, fixed_draws, value_of
from tests.studio.harness import labels, open_studio, shown
from tests.studio.productions import DRAWS, Workshop

pytestmark = pytest.mark.usefixtures("ran_navigation", "asked_for_runner")

PAGE = "pages/11_results.py"
CAPTIONS = "1\n00:00:00,000 --> 00:00:01,000\nGood morning\n"


def keys(studio: AppTest) -> list[str]:
    return [button.key for button in studio.button]


def test_without_a_project_the_sample_is_offered() -> None:
    assert "Open the sample project" in labels(open_studio(PAGE))


def test_before_anything_is_made_the_way_there_is_shown(bakery: Project) -> None:
    studio = open_studio(PAGE, project=bakery.id)
    assert "No videos have been made" in shown(studio)
    assert "Go to Render" in [link.proto.label for link in studio.get("page_link")]


def test_the_first_video_is_shown_with_what_was_drawn_for_it(bakery: Project, workshop: Workshop) -> None:
    workshop.finished(bakery)
    studio = open_studio(PAGE, project=bakery.id)
    text = shown(studio)
    assert "2 videos are ready" in text
    assert "film\\_0.mp4" in text
    assert "Baked today" in text
    assert "Good morning  \nCome by" in text
    assert "Music by Ann" in text
    assert "0.5–1.5 s" in text
    assert "Fade" in text
    [player] = studio.get("video")
    assert "film" in player.proto.alt


def test_another_video_is_watched_with_a_click(bakery: Project, workshop: Workshop) -> None:
    workshop.finished(bakery)
    studio = open_studio(PAGE, project=bakery.id)
    studio.button(key="results_watch_1").click().run()
    assert "#### film\\_1.mp4" in shown(studio)
    assert studio.button(key="results_watch_1").disabled
    [player] = studio.get("video")
    assert player.proto.autoplay
    studio.switch_page("pages/10_render.py").run()
    studio.switch_page(PAGE).run()
    assert "#### film\\_1.mp4" in shown(studio)
    assert not studio.get("video")[0].proto.autoplay


def test_many_shots_are_shown_when_they_are_wanted(bakery: Project, workshop: Workshop) -> None:
    job = workshop.submit(bakery)
    workshop.plan(job, outputs=1, draws={f"shot:Part {number}.0": {"Media": "a.png"} for number in range(20)})
    workshop.make(job)
    studio = open_studio(PAGE, project=bakery.id)
    assert "Part 11" in shown(studio)
    assert "Part 12" not in shown(studio)
    studio.session_state["results_shots"] = True
    studio.run()
    assert "Part 19" in shown(studio)


def test_captions_can_be_a_track_where_something_is_spoken(bakery: Project, workshop: Workshop) -> None:
    workshop.finished(bakery, captions=[CAPTIONS, ""])
    studio = open_studio(PAGE, project=bakery.id)
    assert not studio.get("video")[0].proto.subtitles
    studio.toggle(key="results_captions").set_value(True).run()
    assert [track.label for track in studio.get("video")[0].proto.subtitles] == ["Captions"]
    studio.button(key="results_watch_1").click().run()
    assert not studio.toggle
    assert not studio.get("video")[0].proto.subtitles


def test_a_video_that_is_gone_or_too_large_says_so(
    bakery: Project, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = workshop.finished(bakery)
    (workshop.settings.outputs_dir / job / "film_0.mp4").unlink()
    studio = open_studio(PAGE, project=bakery.id)
    assert "no longer where it was made" in studio.warning[0].value
    monkeypatch.setattr(result_gallery, "_LARGEST", 10)
    studio.button(key="results_watch_1").click().run()
    assert "too large to be played" in studio.info[0].value
    assert not studio.get("video")


def test_beside_the_http_face_videos_of_any_size_are_played_and_taken_in_parts(
    bakery: Project, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = workshop.finished(bakery, captions=[CAPTIONS, ""])
    for name in ("_LARGEST", "LARGEST"):
        monkeypatch.setattr(result_gallery, name, 10)
    studio = open_studio(PAGE, project=bakery.id)
    assert not studio.get("video")
    face = Face(workshop.settings, runner=False)
    with mounted(face):
        studio.context |= {"url": "http://localhost:8501/results"}
        studio.run()
        place = f"http://localhost:8501/api/v1/jobs/{job}/outputs/0"
        assert [player.proto.url for player in studio.get("video")] == [f"{place}/video"]
        links = [link.proto.url for link in studio.get("link_button")]
        assert links == [f"{place}/video?download=true", f"{place}/subtitles?download=true"]
        studio.context |= {"url": "http://studio.example/results"}  # there the face serves nobody without a key
        studio.run()
        assert not studio.get("video")
    face.service.close()
    studio.context |= {"url": "http://localhost:8501/results"}
    studio.run()
    assert not studio.get("video")


def test_what_was_brought_to_a_storage_is_shown_by_its_address(bakery: Project, workshop: Workshop) -> None:
    job = workshop.submit(bakery)
    workshop.plan(job, outputs=1)
    workshop.make(job, urls={"Video": "s3://shop/films/film_0.mp4"}).unlink()
    studio = open_studio(PAGE, project=bakery.id)
    assert "s3://shop/films/film_0.mp4" in [code.value for code in studio.code]
    assert not studio.warning


def test_finished_videos_are_there_while_others_are_made_and_failures_afterwards(
    bakery: Project, workshop: Workshop
) -> None:
    job = workshop.submit(bakery)
    workshop.plan(job)
    workshop.make(job)
    studio = open_studio(PAGE, project=bakery.id)
    assert "1 of 2 videos are ready" in shown(studio)
    workshop.fail(job, Failure(code="EngineFailed", message="It hung."))
    studio.run()
    assert "1 video: The voice broke off" in studio.error[0].value
    assert studio.get("video")


def test_several_productions_are_chosen_from_with_the_newest_first(
    bakery: Project, store: ProjectStore, workshop: Workshop
) -> None:
    first = workshop.finished(bakery, captions=[""])
    second = workshop.finished(store.open(bakery.id))
    studio = open_studio(PAGE, project=bakery.id)
    choice = studio.selectbox(key="results_production")
    assert choice.value == second
    assert "2 videos" in choice.options[0]
    choice.set_value(first).run()
    assert "1 video is ready" in shown(studio)


def test_a_production_that_no_project_made_is_shown_by_its_number(bakery: Project, workshop: Workshop) -> None:
    job = workshop.finished(bakery)
    studio = open_studio(PAGE)
    studio.query_params["job"] = job
    studio.run()
    assert "2 videos are ready" in shown(studio)
    assert "results_more" not in keys(studio)


def test_a_number_that_nothing_has_is_explained(bakery: Project) -> None:
    studio = open_studio(PAGE, project=bakery.id)
    studio.query_params["job"] = "01m823djbqkz6se7bpnt8xw2yd"
    studio.run()
    assert "no such job" in studio.error[0].value


def test_the_job_document_and_the_manifest_are_revealed(bakery: Project, workshop: Workshop) -> None:
    workshop.finished(bakery)
    studio = open_studio(PAGE, project=bakery.id)
    assert not studio.json
    studio.session_state["results_papers"] = True
    studio.run()
    assert '"MediaGroupArray"' in studio.json[0].value
    assert '"Version"' in studio.json[1].value


def ask_more(studio: AppTest, way: str) -> AppTest:
    studio.button(key="results_more").click().run()
    studio.radio(key="results_more_way").set_value(way).run()
    return studio


def test_more_of_a_batch_is_prepared(bakery: Project, store: ProjectStore, workshop: Workshop) -> None:
    workshop.finished(bakery)
    studio = ask_more(open_studio(PAGE, project=bakery.id), "more")
    studio.number_input(key="results_more_extra").set_value(5).run()
    studio.button(key="results_more_yes").click().run()
    assert value_of(store.open(bakery.id), "OutputConfig.Count") == 7
    assert "render_start" in keys(studio)


def test_variations_keep_what_is_liked(bakery: Project, store: ProjectStore, workshop: Workshop) -> None:
    workshop.finished(bakery)
    studio = ask_more(open_studio(PAGE, project=bakery.id), "like")
    studio.pills(key="results_more_keep").set_value(["title"]).run()
    studio.button(key="results_more_yes").click().run()
    after = store.open(bakery.id)
    assert [(fixed.decision, fixed.value) for fixed in fixed_draws(after)] == [("title", "Baked today")]
    assert value_of(after, "OutputConfig.S2V.Seed") != value_of(bakery, "OutputConfig.S2V.Seed")


def test_a_fresh_batch_is_drawn_with_another_seed(bakery: Project, store: ProjectStore, workshop: Workshop) -> None:
    workshop.finished(bakery)
    studio = ask_more(open_studio(PAGE, project=bakery.id), "fresh")
    studio.button(key="results_more_yes").click().run()
    after = store.open(bakery.id)
    assert fixed_draws(after) == ()
    assert value_of(after, "OutputConfig.S2V.Seed") != value_of(bakery, "OutputConfig.S2V.Seed")


def test_a_volume_holds_videos_captions_and_papers_as_they_are(
    bakery: Project, workshop: Workshop, tmp_path: Path
) -> None:
    job = workshop.finished(bakery, captions=[CAPTIONS, CAPTIONS])
    videos = videos_of(workshop.store.outputs(job))
    [volume] = volumes(videos)
    packed = pack(volume, lambda: {"manifest.json": "{}"}, tmp_path / "aside")()
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        assert sorted(archive.namelist()) == [
            "film_0.mp4",
            "film_0.srt",
            "film_0.timeline.json",
            "film_1.mp4",
            "film_1.srt",
            "film_1.timeline.json",
            "manifest.json",
        ]
        film = videos[0].film
        assert film is not None
        assert archive.read("film_0.mp4") == film.read_bytes()
    assert not list((tmp_path / "aside").iterdir())


def test_volumes_are_as_few_as_their_limit_allows_and_leave_out_what_no_browser_takes(
    bakery: Project, workshop: Workshop
) -> None:
    job = workshop.finished(bakery, captions=["", "", ""])
    videos = videos_of(workshop.store.outputs(job))
    sizes = [video.size for video in videos]
    parts = volumes(videos, sum(sizes[:2]))
    assert [[video.index for video in part.videos] for part in parts] == [[0, 1], [2]]
    assert [part.size for part in parts] == [sum(sizes[:2]), sizes[2]]
    assert volumes(videos, min(sizes) - 1) == []


def test_files_of_the_same_name_are_told_apart(bakery: Project, workshop: Workshop, tmp_path: Path) -> None:
    job = workshop.finished(bakery)
    first, second = videos_of(workshop.store.outputs(job))
    assert second.film is not None
    second.files["Video"] = second.film.rename(tmp_path / "film_0.mp4")
    [volume] = volumes([first, second])
    with zipfile.ZipFile(BytesIO(pack(volume, dict, tmp_path / "aside")())) as archive:
        assert {"film_0.mp4", "1_film_0.mp4"} <= set(archive.namelist())


def test_draws_are_told_by_what_they_are_about() -> None:
    drawn = drawn_of(
        DRAWS | {"subheading:1": "Whole grain", "transition:1": "fade", "shot:second.0": {"Media": "a.png"}}
    )
    assert drawn.titles == ("Baked today", "Whole grain")
    assert drawn.scripts == ("Good morning", "Come by")
    assert (drawn.voices, drawn.music, drawn.transitions) == (("pyttsx3:en",), "pool:calm/first", ("fade",))
    assert drawn.shots == (ShotDrawn("first", "/films/oven.mp4", (0.5, 1.5)), ShotDrawn("second", "a.png", None))
