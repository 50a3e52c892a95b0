"""From one mode to the other."""

from __future__ import annotations

from s2v_core.job import parse_job
from s2v_core.projects import Note, Project, change_mode, scripts, set_node_texts
from tests.projects.making import one_story, scenes


def errors(of: Project) -> list[str]:
    job, problems = parse_job(of.document)
    assert job is not None
    assert job.mode == of.mode
    return [str(problem) for problem in problems if problem.severity == "error"]


def test_texts_that_belong_together_become_whole_scripts() -> None:
    change = change_mode(scenes(), "global")
    assert scripts(change.project) == ["Hello. I am Ann.", "Good day. I am Bob."]
    assert change.lost == (Note("lengths", 1), Note("split_modes", 2))
    assert change.kept == (Note("texts_aside", 4), Note("scripts_made", 2))
    assert errors(change.project) == []


def test_texts_that_do_not_are_set_aside_alone() -> None:
    before = scenes()
    change = change_mode(set_node_texts(before, before.nodes[1], ["Hello."]), "global")
    assert scripts(change.project) == []
    assert errors(change.project) == []


def test_the_way_there_and_back_brings_every_text_back() -> None:
    before = one_story()
    there = change_mode(before, "segmented")
    assert there.lost == (Note("setting", setting="AlignmentMode"), Note("voiceovers", 3))
    assert there.kept == (Note("scripts_aside", 2),)
    assert errors(there.project) == []
    assert scripts(change_mode(there.project, "global").project) == scripts(before)
    again = change_mode(change_mode(scenes(), "global").project, "segmented")
    assert [group.get("SpeechTextArray") for group in again.project.groups] == [
        [],
        ["Hello.", "Good day."],
        ["I am Ann.", "I am Bob."],
    ]
    assert again.kept[-1] == Note("texts_back", 2)


def test_a_fixed_length_goes_where_whole_scripts_come() -> None:
    change = change_mode(scenes(**{"OutputConfig.FixedDuration": 12}), "global")
    assert Note("setting", setting="FixedDuration") in change.lost
    assert errors(change.project) == []


def test_marked_up_texts_are_not_joined() -> None:
    before = scenes()
    marked = set_node_texts(before, before.nodes[1], ["<speak>Hello.</speak>", "Good day."])
    assert scripts(change_mode(marked, "global").project) == []


def test_the_same_mode_changes_nothing() -> None:
    change = change_mode(scenes(), "segmented")
    assert (change.project, change.lost, change.kept) == (scenes(), (), ())


def test_what_is_lost_is_said_in_words() -> None:
    assert str(Note("lengths", 1)) == "The length of 1 script node."
    assert str(Note("texts_aside", 4)) == "4 texts of the script nodes, set aside for later."
    assert str(Note("setting", setting="MaxDuration")) == "MaxDuration, which has no effect any more."
