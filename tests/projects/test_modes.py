"""From one mode to the other."""

from __future__ import annotations

from s2v_core.job import parse_job
from s2v_core.projects import Project, change_mode, scripts, set_node_texts
from tests.projects.making import one_story, scenes


def errors(of: Project) -> list[str]:
    job, problems = parse_job(of.document)
    assert job is not None
    assert job.mode == of.mode
    return [str(problem) for problem in problems if problem.severity == "error"]


def test_texts_that_belong_together_become_whole_scripts() -> None:
    change = change_mode(scenes(), "global")
    assert scripts(change.project) == ["Hello. I am Ann.", "Good day. I am Bob."]
    assert change.lost == ("The length of 1 script node.", "The split mode of 2 script nodes.")
    assert change.kept == ("4 texts of the script nodes set aside for later.", "2 scripts for the whole video.")
    assert errors(change.project) == []


def test_texts_that_do_not_are_set_aside_alone() -> None:
    before = scenes()
    change = change_mode(set_node_texts(before, before.nodes[1], ["Hello."]), "global")
    assert scripts(change.project) == []
    assert errors(change.project) == []


def test_the_way_there_and_back_brings_every_text_back() -> None:
    before = one_story()
    there = change_mode(before, "segmented")
    assert there.lost == (
        "AlignmentMode, which has no effect with Segmented Scripts.",
        "The voiceover of 3 script nodes, until you write one.",
    )
    assert there.kept == ("2 scripts for the whole video set aside for later.",)
    assert errors(there.project) == []
    assert scripts(change_mode(there.project, "global").project) == scripts(before)
    again = change_mode(change_mode(scenes(), "global").project, "segmented")
    assert [group.get("SpeechTextArray") for group in again.project.groups] == [
        [],
        ["Hello.", "Good day."],
        ["I am Ann.", "I am Bob."],
    ]
    assert again.kept[-1] == "The texts of 2 script nodes, as they were."


def test_a_fixed_length_goes_where_whole_scripts_come() -> None:
    change = change_mode(scenes(**{"OutputConfig.FixedDuration": 12}), "global")
    assert "FixedDuration, since the scripts for the whole video set its length." in change.lost
    assert errors(change.project) == []


def test_marked_up_texts_are_not_joined() -> None:
    before = scenes()
    marked = set_node_texts(before, before.nodes[1], ["<speak>Hello.</speak>", "Good day."])
    assert scripts(change_mode(marked, "global").project) == []


def test_the_same_mode_changes_nothing() -> None:
    change = change_mode(scenes(), "segmented")
    assert (change.project, change.lost, change.kept) == (scenes(), (), ())
