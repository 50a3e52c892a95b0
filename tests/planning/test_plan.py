"""The plan as a whole: repeatable, stable, distinct; redraws and locks; local failure."""

from __future__ import annotations

import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from s2v_core.errors import EngineFailed
from s2v_core.job import parse_job
from s2v_core.planning import Plan, PlannedOutput, plan
from s2v_core.timeline import dumps, from_json
from tests.planning.fakes import FakeAssets, FakeSpeaker, document, group, job_of

RICH: dict[str, Any] = {
    "scripts": ["First words of all", "A second, rather longer text", "Third"],
    "given": {
        "TitleArray": ["T1", "T2", "T3", "T4"],
        "SubHeadingArray": [{"Level": 1, "TitleArray": ["x", "y"]}],
        "StickerArray": [{"MediaURL": "s1.png"}, {"MediaURL": "s2.png"}],
        "BackgroundMusicArray": ["m1.mp3", "m2.mp3", "m3.mp3"],
    },
    "process": {"AllowTransition": True, "UseUniformTransition": False},
}
GROUPS = [
    group("a", "a1.png", "a_10.mp4", "a2.png"),
    group("b", "b1.png", "b_20.mp4", "b2.png"),
    group("c", "c1.png", "c_9.mp4"),
]
EDITING = {"BackgroundMusicConfig": {"Volume": 0.2}, "SpeechConfig": {"Voice": "ann,bob"}}


def made(count: int = 6, draws: list[dict[str, Any]] | None = None, seed: int | None = None, **more: Any) -> Plan:
    fields = {**RICH, "editing": EDITING, **more}
    output = {"S2V": {"Draws": draws}} if draws else {}
    job = job_of(GROUPS, count=count, output={**output, **fields.pop("output", {})}, **fields)
    return plan(job, assets=FakeAssets(), speaker=FakeSpeaker(), seed=seed)


def documents(made_plan: Plan) -> list[str]:
    return [dumps(output.timeline) for output in made_plan.outputs if output.timeline]


def test_the_same_job_and_seed_give_the_same_bytes() -> None:
    assert documents(made()) == documents(made())


def test_another_process_with_another_hash_seed_gives_the_same_bytes() -> None:
    code = (
        "import hashlib; from tests.planning.test_plan import documents, made; "
        "print(hashlib.sha256(''.join(documents(made())).encode()).hexdigest())"
    )
    root = Path(__file__).resolve().parents[2]
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=root,
            env={"PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(root), "PATH": ""},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for hash_seed in ("1", "2")
    }
    assert len(digests) == 1


def test_another_seed_gives_another_plan() -> None:
    assert documents(made(seed=1)) != documents(made(seed=2))


def test_the_seed_of_the_document_is_used_unless_another_is_given() -> None:
    job = job_of(GROUPS, output={"S2V": {"Seed": 5}})
    assert plan(job, assets=FakeAssets(), speaker=FakeSpeaker()).seed == 5
    assert plan(job, assets=FakeAssets(), speaker=FakeSpeaker(), seed=9).seed == 9


@pytest.mark.parametrize("more", [{}, {"scripts": []}])
def test_the_first_outputs_stay_when_more_are_asked_for(more: dict[str, Any]) -> None:
    assert documents(made(30, **more))[:20] == documents(made(20, **more))


def test_the_first_outputs_stay_when_repetition_sets_in() -> None:
    few: dict[str, Any] = {
        "scripts": ["One"],
        "given": {"TitleArray": ["T1", "T2"]},
        "editing": {"BackgroundMusicConfig": {"Volume": 0}},
    }
    assert documents(made(100, **few))[:40] == documents(made(40, **few))


def test_timelines_survive_a_round_trip() -> None:
    for output in made().outputs:
        assert output.timeline is not None
        assert dumps(from_json(json.loads(dumps(output.timeline)))) == dumps(output.timeline)


def signature(output: PlannedOutput) -> str:
    draws = {
        name: value for name, value in output.draws.items() if not name.startswith(("transition", "motion", "begin"))
    }
    return json.dumps(draws, sort_keys=True)


def test_no_two_outputs_are_alike_while_there_are_combinations() -> None:
    """3 x 2 shots, 2 titles and 1 script make exactly 12 combinations."""
    groups = [group("a", "a1.png", "a2.png", "a3.png"), group("b", "b1.png", "b2.png")]
    job = job_of(
        groups,
        scripts=["One two three four five six seven eight nine ten eleven."],
        count=12,
        given={"TitleArray": ["x", "y"]},
    )
    made_plan = plan(job, assets=FakeAssets(), speaker=FakeSpeaker())
    assert len({signature(output) for output in made_plan.outputs}) == 12
    assert not made_plan.problems


@pytest.mark.parametrize("seed", range(6))
def test_pictures_differ_first(seed: int) -> None:
    groups = [group("a", "a1.png", "a2.png", "a3.png"), group("b", "b1.png", "b2.png")]
    job = job_of(groups, count=6, given={"TitleArray": ["x", "y"], "BackgroundMusicArray": ["m.mp3"]})
    outputs = plan(job, assets=FakeAssets(), speaker=FakeSpeaker(), seed=seed).outputs
    pictures = {
        json.dumps([value for name, value in output.draws.items() if name.startswith("shot")]) for output in outputs
    }
    assert len(pictures) == 6


@pytest.mark.parametrize("mode", ["AutoSpeed", "Cut"])
def test_pictures_differ_although_most_groups_have_no_room(mode: str) -> None:
    groups = [group(f"g{n}", f"g{n}a.png", f"g{n}b.png", f"g{n}c.png") for n in range(12)]
    job = job_of(
        groups,
        scripts=["Five seconds of words for a few of them. And more.."],
        count=9,
        process={"AlignmentMode": mode},
    )
    outputs = plan(job, assets=FakeAssets(), speaker=FakeSpeaker()).outputs
    pictures = {tuple(clip.media for clip in o.timeline.video_tracks[0].clips) for o in outputs if o.timeline}
    assert len(pictures) == 9


def test_repetition_is_even_and_reported() -> None:
    job = job_of([group("a", "a1.png", "a2.png")], count=7, given={"TitleArray": ["x", "y"]})
    made_plan = plan(job, assets=FakeAssets(), speaker=FakeSpeaker())
    signatures = [signature(output) for output in made_plan.outputs]
    assert len(set(signatures[:4])) == 4
    assert max(signatures.count(each) for each in signatures) == 2
    assert [problem.path for problem in made_plan.problems] == ["OutputConfig.Count"]


@pytest.mark.parametrize(
    "entry",
    [
        {"Decision": "title", "Redraw": 1},
        {"Decision": "music", "Value": "m2.mp3"},
        {"Decision": "sticker", "Redraw": 3},
        {"Decision": "subheading", "Slot": "1", "Redraw": 1},
        {"Decision": "voice", "Redraw": 1},
    ],
)
def test_redraws_and_locks_move_nothing_else(entry: dict[str, Any]) -> None:
    free, fixed = made(), made(draws=[{"Output": 3, **entry}])
    name = ":".join(filter(None, (str(entry["Decision"]), str(entry.get("Slot", "")))))
    for before, after in zip(free.outputs, fixed.outputs, strict=True):
        changed = {
            key for key in before.draws.keys() | after.draws.keys() if before.draws.get(key) != after.draws.get(key)
        }
        allowed = {name, "speech"} if name == "voice" else {name}
        assert changed <= (allowed if before.index == 3 else set())
    if "Redraw" in entry:
        assert free.outputs[3].draws[name] != fixed.outputs[3].draws[name]
    else:
        assert fixed.outputs[3].draws[name] == entry["Value"]


def test_redrawing_a_shot_changes_that_shot_alone() -> None:
    free, fixed = made(), made(draws=[{"Output": 2, "Decision": "shot", "Slot": "b.0", "Redraw": 1}])
    assert documents(free)[:2] + documents(free)[3:] == documents(fixed)[:2] + documents(fixed)[3:]
    shots = [{k: v for k, v in each.outputs[2].draws.items() if k.startswith("shot")} for each in (free, fixed)]
    assert {name for name in shots[0] if shots[0][name] != shots[1][name]} == {"shot:b.0"}


def test_a_redrawn_shot_is_not_one_that_the_output_shows_anyway() -> None:
    groups = [group("a", "a1.png", "a2.png", "a3.png", "a4.png")]
    for redraw in range(1, 5):
        entry = {"Decision": "shot", "Slot": "a.0", "Redraw": redraw}
        job = job_of(groups, output={"FixedDuration": 9, "S2V": {"Draws": [entry]}})
        draws = plan(job, assets=FakeAssets(), speaker=FakeSpeaker()).outputs[0].draws
        assert len({value["Media"] for name, value in draws.items() if name.startswith("shot")}) == 3


def test_a_locked_script_changes_the_length_but_no_shot() -> None:
    free = made(1)
    other = next(text for text in RICH["scripts"] if text != free.outputs[0].draws["script"])
    fixed = made(1, draws=[{"Output": 0, "Decision": "script", "Value": other}])
    shots = [{k: v for k, v in each.outputs[0].draws.items() if k.startswith("shot")} for each in (free, fixed)]
    assert fixed.outputs[0].draws["script"] == other
    assert all(shots[1].get(name, value) == value for name, value in shots[0].items())


def test_what_a_plan_names_can_be_written_back_as_locks() -> None:
    free = made(1)
    names = ("title", "script", "voice", "music", "sticker", "shot:b.0", "transition:0", "motion:a.0")
    entries = []
    for name in names:
        if name in free.outputs[0].draws:
            decision, _, slot = name.partition(":")
            entries.append({"Output": 0, "Decision": decision, "Slot": slot, "Value": free.outputs[0].draws[name]})
    fixed = made(1, seed=4, draws=entries)
    assert len(entries) > 6
    for name in names:
        if name in fixed.outputs[0].draws:
            assert fixed.outputs[0].draws.get(name) == free.outputs[0].draws.get(name, fixed.outputs[0].draws[name])


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"Output": 0, "Decision": "title", "Value": "unknown"}, "not among"),
        ({"Output": 0, "Decision": "tilte", "Redraw": 1}, "no decision"),
        ({"Output": 40, "Decision": "title", "Redraw": 1}, "no output 40"),
    ],
)
def test_an_entry_without_effect_is_reported(entry: dict[str, Any], words: str) -> None:
    found = [problem for problem in made(draws=[entry]).problems if problem.path == "OutputConfig.S2V.Draws[0]"]
    assert len(found) == 1
    assert words in found[0].message
    assert found[0].severity == "warning"


def test_outputs_made_alike_by_locks_are_reported() -> None:
    job = job_of(
        [group("a", "a1.png", "a2.png")], count=2, output={"S2V": {"Draws": [{"Decision": "shot", "Value": "a1.png"}]}}
    )
    problems = plan(job, assets=FakeAssets(), speaker=FakeSpeaker()).problems
    assert any("output 1 is the same as output 0" in problem.message for problem in problems)


def test_a_plan_records_every_decision_and_the_speech_as_json() -> None:
    draws = made(1).outputs[0].draws
    assert json.loads(json.dumps(draws)) == draws
    assert {"script", "voice", "title", "subheading:1", "sticker", "music", "shot:a.0", "speech"} <= draws.keys()
    assert draws["speech"][0]["Seconds"] == len(draws["script"]) / 10


def test_the_plan_as_a_table_has_a_row_per_output() -> None:
    made_plan = made(3)
    rows = made_plan.table()
    assert [row["Output"] for row in rows] == [0, 1, 2]
    assert rows[0]["Name"] == "out_0.mp4"
    assert made_plan.outputs[0].timeline is not None
    assert rows[0]["Shots"] == len(made_plan.outputs[0].timeline.video_tracks[0].clips)
    assert rows[0]["Problem"] == ""


def test_timelines_say_which_output_of_which_seed_they_are() -> None:
    timeline = made(2, seed=7).outputs[1].timeline
    assert timeline is not None
    assert dict(timeline.s2v) == {"Seed": 7, "Output": 1}


def test_broken_assets_leave_their_pool_with_a_problem() -> None:
    job = job_of([group("a", "missing.png", "a.png"), group("b", "b.png")], count=3)
    made_plan = plan(job, assets=FakeAssets(), speaker=FakeSpeaker())
    (problem,) = [problem for problem in made_plan.problems if problem.path != "OutputConfig.Count"]
    assert (problem.path, problem.severity) == ("InputConfig.MediaGroupArray[0].MediaArray[0]", "warning")
    assert all(output.timeline for output in made_plan.outputs)


def test_a_group_without_usable_assets_fails_its_outputs_with_the_place() -> None:
    job = job_of([group("a", "missing.png"), group("b", "b.png")], count=2)
    made_plan = plan(job, assets=FakeAssets(), speaker=FakeSpeaker())
    assert [output.timeline for output in made_plan.outputs] == [None, None]
    assert all(o.error and o.error.where == "InputConfig.MediaGroupArray[0].MediaArray" for o in made_plan.outputs)
    assert "error" in {problem.severity for problem in made_plan.problems}


def test_a_failing_engine_fails_only_the_outputs_that_need_that_text() -> None:
    speaker = FakeSpeaker({"Two": EngineFailed("The engine hung.")})
    job = job_of(GROUPS, scripts=["One", "Two", "Three"], count=6)
    outputs = plan(job, assets=FakeAssets(), speaker=speaker).outputs
    failed = [output for output in outputs if output.error]
    assert len(failed) == 2
    assert {output.error.where for output in failed if output.error} == {"InputConfig.SpeechTextArray[1]"}
    assert all(output.timeline for output in outputs if not output.error)


def test_only_unspeakable_texts_fail_every_output() -> None:
    made_plan = plan(job_of(GROUPS, scripts=["!!!", "😀"]), assets=FakeAssets(), speaker=FakeSpeaker())
    assert made_plan.outputs[0].error is not None
    assert made_plan.outputs[0].error.where == "InputConfig.SpeechTextArray"


TEMPLATES: dict[str, Any] = {
    "red": {"EditingTemplateConfig": {"TitleConfig": {"FontColor": "#ff0000"}}},
    "blue": {"EditingTemplateConfig": {"TitleConfig": {"FontColor": "#0000ff"}}},
}


def templated(ids: list[str], count: int = 4, **output: Any) -> Plan:
    raw = document(GROUPS, count=count, given={"TitleArray": ["T"]}, output=output)
    job, _ = parse_job({**raw, "TemplateConfig": {"BatchEditingTemplateIdArray": ids}})
    assert job is not None
    return plan(job, assets=FakeAssets(), speaker=FakeSpeaker(), templates=TEMPLATES.__getitem__)


def colours(made_plan: Plan) -> list[str | None]:
    return [o.timeline.subtitle_tracks[0].clips[0].style.font_color for o in made_plan.outputs if o.timeline]


def test_a_template_is_drawn_per_output_and_applied() -> None:
    made_plan = templated(["red", "blue"])
    assert sorted(filter(None, colours(made_plan))) == ["#0000ff", "#0000ff", "#ff0000", "#ff0000"]
    assert {output.draws["template"] for output in made_plan.outputs} == {"red", "blue"}


def test_templates_lie_in_the_data_folder(tmp_path: Path) -> None:
    folder = tmp_path / "home" / "templates"
    folder.mkdir(parents=True)
    (folder / "red.json").write_text(json.dumps(TEMPLATES["red"]), encoding="utf-8")
    job, _ = parse_job(
        {
            **document(GROUPS, given={"TitleArray": ["T"]}),
            "TemplateConfig": {"BatchEditingTemplateIdArray": ["red", "gone"]},
        }
    )
    assert job is not None
    made_plan = plan(job, assets=FakeAssets(), speaker=FakeSpeaker())
    assert colours(made_plan) == ["#ff0000"]
    assert [problem.path for problem in made_plan.problems] == ["TemplateConfig.BatchEditingTemplateIdArray[1]"]


def test_without_a_usable_template_every_output_fails() -> None:
    job, _ = parse_job({**document(GROUPS), "TemplateConfig": {"BatchEditingTemplateIdArray": ["gone"]}})
    assert job is not None
    (output,) = plan(job, assets=FakeAssets(), speaker=FakeSpeaker()).outputs
    assert output.error is not None
    assert output.error.where == "TemplateConfig"


def test_a_template_can_be_locked() -> None:
    made_plan = templated(["red", "blue"], S2V={"Draws": [{"Decision": "template", "Value": "blue"}]})
    assert set(colours(made_plan)) == {"#0000ff"}
    assert not made_plan.problems


def test_the_public_names_are_sorted() -> None:
    import s2v_core.planning as package

    assert package.__all__ == sorted(package.__all__)
    assert all(hasattr(package, name) for name in package.__all__)


def test_lengths_are_whole_frames_at_the_rate_of_the_job() -> None:
    timeline = made(1, output={"Video": {"Fps": "24000/1001"}}).outputs[0].timeline
    assert timeline is not None
    assert timeline.rate == Fraction(24000, 1001)
    assert timeline.length == round(Fraction(timeline.audio_tracks[0].clips[0].span.end))
