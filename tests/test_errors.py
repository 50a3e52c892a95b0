from __future__ import annotations

import pickle

import pytest

from s2v_core import errors
from s2v_core.errors import JobError, MediaNotFound, Problem, S2VError


def test_every_error_class_is_public_and_in_the_tree() -> None:
    classes = [getattr(errors, name) for name in errors.__all__ if name != "Problem"]
    assert all(issubclass(kind, S2VError) for kind in classes)
    assert sorted(errors.__all__) == errors.__all__


def test_the_tree_at_the_top_of_the_module_names_every_class() -> None:
    assert errors.__doc__ is not None
    assert [name for name in errors.__all__ if name != "Problem" and name not in errors.__doc__] == []


def test_an_error_says_where_what_and_what_to_do() -> None:
    error = MediaNotFound("there is no such file.", where="a.mp4", hint="Check the path.")
    assert str(error) == "a.mp4: there is no such file. Check the path."


def test_an_error_can_be_placed_in_the_document_without_changing_its_kind() -> None:
    error = MediaNotFound("gone.").at("InputConfig.MediaGroupArray[0].MediaArray[1]")
    assert isinstance(error, MediaNotFound)
    assert error.problem() == Problem(path="InputConfig.MediaGroupArray[0].MediaArray[1]", message="gone.")


@pytest.mark.parametrize(
    "error",
    [
        MediaNotFound("gone.", where="a", hint="b"),
        JobError("bad.", where="a", hint="b", problems=[Problem(path="x", message="y")]),
    ],
)
def test_errors_survive_the_way_from_another_process(error: S2VError) -> None:
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert vars(copy) == vars(error)


def test_a_job_error_keeps_its_problems_when_it_is_placed() -> None:
    problems = (Problem(path="OutputConfig.Count", message="too many."),)
    assert JobError("bad.", problems=problems).at("job.json").problems == problems
