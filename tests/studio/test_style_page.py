"""The page Style and effects, without a browser."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from s2v_core.effects import Registry, transitions
from s2v_core.projects import Project, ProjectStore, set_sub_headings, set_value, set_values, style_of, value_of
from tests.studio.harness import open_studio, shown

PAGE = "pages/7_style.py"
PROCESS = "EditingConfig.ProcessConfig"
CAPTIONS = "EditingConfig.SpeechConfig.AsrConfig"
AREAS = ("captions", "title", "headings", "transitions", "colours", "voice", "sound", "shots", "fill")

pytestmark = pytest.mark.usefixtures("ran_navigation")


@pytest.fixture
def focus(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the preview is asked to show, instead of drawing it."""
    asked: list[str] = []
    monkeypatch.setattr("pages.widgets.preview.frame.frame_preview", lambda _, *, focus="", **__: asked.append(focus))
    return asked


def open_area(project: Project, area: str) -> AppTest:
    studio = open_studio(PAGE, project=project.id)
    return studio if area == "captions" else studio.segmented_control(key="style_area").set_value(area).run()


def given(store: ProjectStore, project: Project, path: str) -> Any:
    return value_of(store.open(project.id), path)


@pytest.mark.parametrize("area", AREAS)
def test_every_area_opens_for_an_empty_project_and_turns_the_preview_to_it(
    store: ProjectStore, project: Project, focus: list[str], area: str
) -> None:
    studio = open_area(project, area)
    assert not studio.error
    assert not studio.exception
    expected = {"captions": "captions", "title": "title", "headings": "1", "transitions": "transition"}
    assert focus[-1] == expected.get(area, "")


def test_the_sample_project_is_shown_with_its_real_picture(store: ProjectStore) -> None:
    studio = open_studio(PAGE, project=store.create_sample("global").id)
    assert not studio.error
    assert studio.slider(key="style_captions_size").value == 58
    assert any("Preview of the first video" in str(image.proto.imgs) for image in studio.get("image"))


def test_without_a_project_the_sample_is_offered() -> None:
    assert open_studio(PAGE).button(key="open_sample")


def test_what_is_set_for_captions_is_saved_under_the_vendors_names(
    store: ProjectStore, project: Project, focus: list[str]
) -> None:
    studio = open_area(project, "captions")
    studio.slider(key="style_captions_size").set_value(72).run()
    studio.color_picker(key="style_captions_colour").set_value("#ffcc00").run()
    studio.slider(key="style_captions_opacity").set_value(80).run()
    studio.pills(key="style_captions_marks").set_value(["Bold", "Underline"]).run()
    studio.selectbox(key="style_captions_font").set_value("noto-sans").run()
    studio.segmented_control(key="style_captions_shadow").set_value("none").run()
    style = style_of(store.open(project.id), "captions")
    assert style["FontSize"] == 72
    assert style["FontColor"] == "#FFCC00"
    assert style["FontColorOpacity"] == 0.8
    assert style["FontFace"] == {"Bold": True, "Italic": False, "Underline": True}
    assert style["Font"] == "Noto Sans Bold"
    assert style["Shadow"] == 0
    assert not studio.error


def test_a_box_takes_the_place_of_the_shadow(store: ProjectStore, project: Project, focus: list[str]) -> None:
    studio = open_area(project, "title")
    studio.toggle(key="style_title_box").set_value(True).run()
    assert given(store, project, "EditingConfig.TitleConfig.BorderStyle") == 3
    assert "style_title_shadow" not in [control.key for control in studio.segmented_control]
    studio.color_picker(key="style_title_box_colour").set_value("#204060").run()
    assert given(store, project, "EditingConfig.TitleConfig.BackColour") == "#204060"


def test_a_ready_made_look_is_given_with_one_click_and_taken_back(
    store: ProjectStore, project: Project, focus: list[str]
) -> None:
    studio = open_area(project, "captions")
    studio.button(key="style_captions_look_card").click().run()
    assert given(store, project, f"{CAPTIONS}.BorderStyle") == 3
    assert studio.toggle(key="style_captions_box").value
    studio.button(key="style_captions_look_standard").click().run()
    assert given(store, project, f"{CAPTIONS}.BorderStyle") is None


def test_more_opens_the_rest_and_resets_everything(store: ProjectStore, project: Project, focus: list[str]) -> None:
    store.save(set_value(project, "EditingConfig.TitleConfig.FontSize", 90))
    studio = open_area(project, "title")
    studio.session_state["style_title_more"] = True
    studio.run()
    studio.number_input(key="style_title_angle").set_value(12).run()
    studio.number_input(key="EditingConfig.TitleConfig.TimelineOut").set_value(4.0).run()
    assert given(store, project, "EditingConfig.TitleConfig.Angle") == 12
    assert given(store, project, "EditingConfig.TitleConfig.TimelineOut") == 4
    studio.button(key="style_title_reset").click().run()
    assert "TitleConfig" not in store.open(project.id).document.get("EditingConfig", {})


def test_times_that_cross_are_refused_at_the_field(store: ProjectStore, project: Project, focus: list[str]) -> None:
    store.save(set_value(project, "EditingConfig.TitleConfig.TimelineIn", 5.0))
    studio = open_area(project, "title")
    studio.session_state["style_title_more"] = True
    studio.run()
    studio.number_input(key="EditingConfig.TitleConfig.TimelineOut").set_value(4.0).run()
    assert len(studio.error) == 1
    assert given(store, project, "EditingConfig.TitleConfig.TimelineOut") is None


def test_the_level_that_has_texts_is_shown_first(store: ProjectStore, project: Project, focus: list[str]) -> None:
    store.save(set_sub_headings(project, 2, ["From 4.90"]))
    studio = open_area(project, "headings")
    assert focus[-1] == "2"
    assert "No text at this level" not in shown(studio)
    studio.segmented_control(key="style_level").set_value("4").run()
    assert "No text at this level" in shown(studio)
    studio.toggle(key="style_4_stacked").set_value(False).run()
    assert given(store, project, "EditingConfig.SubHeadingConfig.4.Y") == 0.2


def test_transitions_are_chosen_from_the_gallery(store: ProjectStore, project: Project, focus: list[str]) -> None:
    studio = open_area(project, "transitions")
    assert "plain cut" in shown(studio)
    assert not studio.checkbox
    studio.toggle(key=f"{PROCESS}.AllowTransition").set_value(True).run()
    assert len(studio.checkbox) == 18
    assert studio.checkbox(key="style_transition_linearblur").value
    studio.text_input(key="style_transition_search").set_value("plain cross").run()
    assert [box.key for box in studio.checkbox] == ["style_transition_fade"]
    studio.checkbox(key="style_transition_fade").set_value(True).run()
    studio.text_input(key="style_transition_search").set_value("nothing like that").run()
    assert not studio.checkbox
    studio.text_input(key="style_transition_search").set_value("").run()
    studio.checkbox(key="style_transition_linearblur").set_value(False).run()
    assert given(store, project, f"{PROCESS}.TransitionList") == ["colordistance", "crosshatch", "dreamyzoom", "fade"]
    studio.pills(key="style_transition_category").set_value("chosen").run()
    assert len(studio.checkbox) == 4
    studio.button(key="style_transitions_all").click().run()
    assert len(given(store, project, f"{PROCESS}.TransitionList")) == len(transitions)
    studio.radio(key="style_transition_uniform").set_value(False).run()
    assert given(store, project, f"{PROCESS}.UseUniformTransition") is False


def test_without_the_last_transition_there_are_none(store: ProjectStore, project: Project, focus: list[str]) -> None:
    store.save(set_values(project, {f"{PROCESS}.AllowTransition": True, f"{PROCESS}.TransitionList": ["linearblur"]}))
    studio = open_area(project, "transitions")
    studio.checkbox(key="style_transition_linearblur").set_value(False).run()
    assert not given(store, project, f"{PROCESS}.AllowTransition")
    assert "plain cut" in shown(studio)


def test_voices_mood_and_speed_are_saved(store: ProjectStore, project: Project, focus: list[str]) -> None:
    store.save(set_value(project, "EditingConfig.SpeechConfig.SpeechLanguage", "en"))
    studio = open_area(project, "voice")
    studio.segmented_control(key="EditingConfig.SpeechConfig.Style").set_value("Serious").run()
    studio.slider(key="style_speed").set_value(1.25).run()
    first, second = studio.multiselect(key="style_voice").options[:2]
    studio.multiselect(key="style_voice").set_value([first, second]).run()
    speech = store.open(project.id).document["EditingConfig"]["SpeechConfig"]
    assert (speech["Style"], speech["SpeechRate"], len(speech["Voice"].split(","))) == ("Serious", 200, 2)
    assert [button.key for button in studio.button if "hear" in (button.key or "")] == ["style_hear_0", "style_hear_1"]
    assert studio.segmented_control(key="EditingConfig.SpeechConfig.Style").disabled


def test_a_voice_and_a_language_that_are_not_here_are_kept(
    store: ProjectStore, project: Project, focus: list[str]
) -> None:
    speech = "EditingConfig.SpeechConfig"
    store.save(set_values(project, {f"{speech}.Voice": "zhiru", f"{speech}.SpeechLanguage": "zh-CN"}))
    studio = open_area(project, "voice")
    assert studio.multiselect(key="style_voice").value == ["zhiru"]
    assert not studio.error
    assert given(store, project, f"{speech}.Voice") == "zhiru"


def test_volumes_are_set_in_percent(store: ProjectStore, project: Project, focus: list[str]) -> None:
    store.save(set_value(project, "EditingConfig.SpeechConfig.Volume", 4.0))
    studio = open_area(project, "sound")
    assert studio.slider(key="style_volume_voice").value == 400
    studio.slider(key="style_volume_footage").set_value(35).run()
    assert given(store, project, "EditingConfig.MediaConfig.Volume") == 0.35


def test_photos_last_as_long_as_shots_until_they_have_a_length(
    store: ProjectStore, project: Project, focus: list[str]
) -> None:
    studio = open_area(project, "shots")
    studio.number_input(key=f"{PROCESS}.SingleShotDuration").set_value(4.5).run()
    assert studio.number_input(key=f"{PROCESS}.ImageDuration").value == 4.5
    studio.number_input(key=f"{PROCESS}.ImageDuration").set_value(2.0).run()
    assert given(store, project, f"{PROCESS}.ImageDuration") == 2
    studio.radio(key=f"{PROCESS}.AlignmentMode").set_value("Cut").run()
    assert given(store, project, f"{PROCESS}.AlignmentMode") == "Cut"


def test_alignment_is_of_use_in_global_projects_alone(store: ProjectStore, focus: list[str]) -> None:
    studio = open_area(store.create("Scenes", "segmented"), "shots")
    assert not studio.radio


@pytest.mark.parametrize(
    ("way", "fit", "kind"), [("cover", "cover", None), ("blur", "blur", None), ("color", "contain", "Color")]
)
def test_the_frame_is_filled_in_three_ways(
    store: ProjectStore, focus: list[str], way: str, fit: str, kind: str | None
) -> None:
    start = store.create("Autumn", "global")
    project = store.save(set_value(start, "EditingConfig.S2V.Fit", "cover" if way != "cover" else "blur")).project
    studio = open_area(project, "fill")
    studio.radio(key="style_fill").set_value(way).run()
    assert given(store, project, "EditingConfig.S2V.Fit") == fit
    assert given(store, project, "EditingConfig.BackgroundImageConfig.SubType") == kind
    assert ("style_background_open" in [button.key for button in studio.button]) == (way != "cover")


def test_what_the_catalogue_has_not_is_not_offered(
    store: ProjectStore, project: Project, focus: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pages.widgets.style.extras.KINDS", {"transition": transitions})
    studio = open_area(project, "captions")
    assert "effects" not in studio.segmented_control(key="style_area").options
    assert "Animation" not in shown(studio)


def test_what_comes_into_the_catalogue_is_offered(
    store: ProjectStore, project: Project, focus: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    animations: Registry[Any] = Registry("animation")
    animations.add("soar_in", category="odd", look="soars in, softly")(lambda: None)
    effects: Registry[Any] = Registry("effect")
    effects.add("snow", category="nature", look="snow")(lambda frame_at, t, *_: frame_at(t))
    filters: Registry[Any] = Registry("filter")
    filters.add("odd", category="new", look="odd colours")(lambda frame, _: frame)
    kinds = {"entrance": animations, "effect": effects, "filter": filters}
    monkeypatch.setattr("pages.widgets.style.extras.KINDS", kinds)
    monkeypatch.setattr("pages.widgets.style.gallery.KINDS", kinds)
    studio = open_area(project, "captions")
    studio.segmented_control(key="style_captions_kind").set_value("entrance").run()
    assert studio.checkbox(key="style_captions_entrance_soar_in").label == "Soars in"
    studio.checkbox(key="style_captions_entrance_soar_in").set_value(True).run()
    studio.slider(key="style_captions_entrance_seconds").set_value(0.8).run()
    assert given(store, project, f"{CAPTIONS}.AaiMotionInEffect") == "soar_in"
    assert given(store, project, f"{CAPTIONS}.AaiMotionIn") == 0.8
    studio.segmented_control(key="style_area").set_value("effects").run()
    studio.toggle(key=f"{PROCESS}.AllowVfxEffect").set_value(True).run()
    studio.checkbox(key="style_effect_VfxFirstClipEffectList_snow").set_value(True).run()
    assert given(store, project, f"{PROCESS}.VfxFirstClipEffectList") == ["snow"]
    studio.segmented_control(key="style_effects_of").set_value("VfxNotFirstClipEffectList").run()
    assert not studio.checkbox(key="style_effect_VfxNotFirstClipEffectList_snow").value
    studio.toggle(key=f"{PROCESS}.AllowFilter").set_value(True).run()
    assert "Nothing is ticked" in shown(studio)
    studio.checkbox(key="style_filter_odd").set_value(True).run()
    assert given(store, project, f"{PROCESS}.FilterList") == ["odd"]
    studio.checkbox(key="style_filter_odd").set_value(False).run()
    assert given(store, project, f"{PROCESS}.FilterList") == []


def test_a_text_draws_from_several_animations_and_has_one_look(
    store: ProjectStore, project: Project, focus: list[str]
) -> None:
    studio = open_area(project, "captions")
    kinds = studio.segmented_control(key="style_captions_kind")
    kinds.set_value("loop").run()
    studio.checkbox(key="style_captions_loop_naughty_display").set_value(True).run()
    studio.checkbox(key="style_captions_loop_heartbeat_display").set_value(True).run()
    assert given(store, project, f"{CAPTIONS}.AaiMotionLoopEffect") == "naughty_display,heartbeat_display"
    studio.segmented_control(key="style_captions_kind").set_value("look").run()
    studio.checkbox(key="style_captions_look_CS0001-000001").set_value(True).run()
    studio.checkbox(key="style_captions_look_CS0001-000003").set_value(True).run()
    assert given(store, project, f"{CAPTIONS}.EffectColorStyle") == "CS0001-000003"
    assert not studio.checkbox(key="style_captions_look_CS0001-000001").value


def test_the_page_speaks_chinese(store: ProjectStore, project: Project, focus: list[str]) -> None:
    studio = open_studio(PAGE, project=project.id, language="zh-CN")
    assert "描边、阴影与底框" in shown(studio)


def test_the_colours_of_all_shots_are_set_by_hand_and_given_back(
    store: ProjectStore, project: Project, focus: list[str]
) -> None:
    grading = "EditingConfig.S2V.Grading"
    studio = open_area(project, "colours")
    studio.slider(key=f"{grading}.Brightness").set_value(40).run()
    studio.slider(key=f"{grading}.KelvinTemperature").set_value(4200).run()
    assert given(store, project, f"{grading}.Brightness") == 40
    assert given(store, project, f"{grading}.KelvinTemperature") == 4200
    studio.button(key="style_grading_reset").click().run()
    assert not studio.error
    assert given(store, project, f"{grading}.Brightness") == 0
    assert studio.slider(key=f"{grading}.Brightness").value == 0


def test_a_link_that_asks_for_an_area_opens_it(
    project: Project, focus: list[str], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("streamlit.elements.lib.policies._shown_default_value_warning", False)  # said once a process
    studio = open_studio(project=project.id)
    studio.query_params["area"] = "colours"
    studio.switch_page(PAGE).run()
    assert studio.segmented_control(key="style_area").value == "colours"
    studio.segmented_control(key="style_area").set_value("voice").run()
    assert studio.segmented_control(key="style_area").value == "voice"
    assert "default value" not in caplog.text


def test_captions_follow_the_voice_word_by_word(store: ProjectStore, project: Project, focus: list[str]) -> None:
    studio = open_area(project, "captions")
    assert not [one for one in studio.slider if one.key == "style_words_scale"]
    studio.radio(key=f"{CAPTIONS}.S2V.ByWord").set_value("few").run()
    studio.color_picker(key="style_words_colour").set_value("#ff0088").run()
    studio.slider(key="style_words_scale").set_value(150).run()
    assert given(store, project, f"{CAPTIONS}.S2V") == {"ByWord": "few", "WordColor": "#ff0088", "WordScale": 1.5}
    studio.radio(key=f"{CAPTIONS}.S2V.ByWord").set_value("").run()
    assert given(store, project, f"{CAPTIONS}.S2V.ByWord") is None
    assert not studio.error
