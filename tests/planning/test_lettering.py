from __future__ import annotations

from typing import Any

import pytest

from s2v_core.effects.looks import looks
from s2v_core.errors import DependencyMissing
from s2v_core.job import Job, parse_job
from s2v_core.planning import lettering
from s2v_core.planning.lettering import lettering_problems, usable


def job(title: str = "Plain", editing: dict[str, Any] | None = None) -> Job:
    parsed, problems = parse_job(
        {
            "InputConfig": {
                "MediaGroupArray": [
                    {"GroupName": "one", "MediaArray": ["a.mp4"], "SpeechTextArray": ["<speak>Hello</speak>"]}
                ],
                "TitleArray": [title],
            },
            "EditingConfig": editing or {},
            "OutputConfig": {"MediaURL": "film_{index}.mp4"},
        }
    )
    assert parsed is not None, problems
    return parsed


@pytest.mark.parametrize(
    "title", ["Grand opening", "盛大开业", "グランド", "대개장", "افتتاح كبير", "बड़ा", "เปิดร้าน", "🎉 sale"]
)
def test_texts_in_covered_scripts_have_no_problem(title: str) -> None:
    assert lettering_problems(job(title)) == []


def test_letters_without_a_font_are_shown_at_their_text() -> None:
    (problem,) = lettering_problems(job("\ud808\udc00 shop".encode("utf-16", "surrogatepass").decode("utf-16")))
    assert problem.path == "InputConfig.TitleArray[0]"
    assert "\U00012000" in problem.message
    assert problem.severity == "warning"


@pytest.mark.parametrize("fonts", ["KaiTi", "Roboto, KaiTi", "Roboto，KaiTi"])
def test_a_font_that_is_not_here_and_looks_different_is_named(fonts: str) -> None:
    problems = lettering_problems(job(editing={"TitleConfig": {"Font": fonts}}))
    assert [(problem.path, problem.severity) for problem in problems] == [("EditingConfig.TitleConfig.Font", "warning")]
    assert "KaiTi" in problems[0].message


def test_the_vendor_s_own_fonts_have_a_likeness_here() -> None:
    fonts = {"Font": "Alibaba PuHuiTi 2.0 95 ExtraBold,Roboto"}
    assert lettering_problems(job(editing={"TitleConfig": fonts, "SpeechConfig": {"AsrConfig": fonts}})) == []


def test_missing_drawing_libraries_are_one_problem_of_the_whole_job(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(text: str) -> set[str]:
        raise DependencyMissing("Skia does not load.", hint="Install libgl1.")

    monkeypatch.setattr(lettering, "missing_glyphs", missing)
    (problem,) = lettering_problems(job())
    assert (problem.message, problem.hint, problem.severity) == ("Skia does not load.", "Install libgl1.", "error")


@pytest.mark.parametrize(
    ("field", "name", "hint"),
    [
        ("EffectColorStyle", "goldn", "Did you mean 'golden'?"),
        ("BubbleStyleId", "BS0001-00001", "Did you mean 'BS0001-000001'?"),
        ("EffectColorStyle", "q", "`effects list --kind look` shows all of them."),
    ],
)
def test_a_look_that_is_not_known_is_an_error_with_the_closest_one(field: str, name: str, hint: str) -> None:
    names = f"random, CS0001-000001,BS0001-000001,{name}"
    problems = lettering_problems(job(editing={"SubHeadingConfig": {"1": {field: names}}}))
    place = f"EditingConfig.SubHeadingConfig.1.{field}"
    assert {(problem.path, problem.severity) for problem in problems} == {(place, "error")}
    assert [problem.hint for problem in problems if repr(name) in problem.message] == [hint]


def test_random_stands_for_all_of_the_catalogue() -> None:
    assert usable("effect_color_style", "Random") == tuple(entry.name for entry in looks)
    assert usable("effect_color_style", "GOLDEN, unknown,cd,golden") == ("golden", "cd")
    assert usable("effect_color_style", "unknown") == ("unknown",)
    assert usable("font", "Inter，random") == ("Inter", "random")
