from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from s2v_core.errors import JobError, Problem
from s2v_core.job import Job, caption_style, parse_job, sub_heading_style, title_style, with_template
from tests.job.documents import GLOBAL, SEGMENTED, SILENT


def names_in(value: Any) -> set[str]:
    """Every key of a document."""
    if isinstance(value, dict):
        return set(value).union(*(names_in(item) for item in value.values()))
    return set().union(*(names_in(item) for item in value)) if isinstance(value, list) else set()


NAMES = sorted(
    names_in([GLOBAL, SEGMENTED, SILENT])
    | {"TemplateConfig", "UserData", "SpeechText", "Sticker", "BackgroundMusic", "Gain", "Type", "S2V", "Draws"}
    | {"Decision", "Value", "Redraw", "FontFace", "Bold", "FontUrl", "FontURL", "ProduceConfig", "CoverConfig", "Style"}
    | {"SpecialWordsConfig", "WordsList", "BatchEditingTemplateIdArray", "input_config", "media_url", "volume", "in_"}
    | {"Preset", "Profile", "Comment", "", "model_config", "to_json", "mode", "__class__"}
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=12)
    | st.sampled_from(["", "1", "0.5", "true", "nan", "1e400", "AverageSplit", "{index}", "{}", "[", "Blur", "#ffffff"])
)
KEYS = st.sampled_from(NAMES) | st.text(max_size=5)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6), max_leaves=25
)


@st.composite
def damaged(draw: st.DrawFn) -> dict[str, Any]:
    """A good document in which some values are replaced by anything."""
    document = copy.deepcopy(draw(st.sampled_from([GLOBAL, SEGMENTED, SILENT])))
    for _ in range(draw(st.integers(1, 5))):
        holder: Any = document
        for _ in range(draw(st.integers(0, 6))):
            inner = holder.values() if isinstance(holder, dict) else holder
            below = [value for value in inner if isinstance(value, dict | list) and value]
            if not below:
                break
            holder = draw(st.sampled_from(below))
        if isinstance(holder, list):
            holder[draw(st.integers(0, len(holder) - 1))] = draw(VALUES)
        else:
            holder[draw(st.sampled_from(sorted(holder)) | KEYS)] = draw(VALUES)
    return document


def applied(job: Job, template: dict[str, Any]) -> tuple[Job | None, tuple[Problem, ...]]:
    """The job with the template, or why it was refused."""
    try:
        return with_template(job, template), ()
    except JobError as error:
        return None, error.problems


def assert_sound(job: Job | None, problems: tuple[Problem, ...]) -> None:
    assert all(problem.message and problem.severity in ("error", "warning") for problem in problems)
    assert len(set(problems)) == len(problems)
    severities = [problem.severity for problem in problems]
    assert severities == sorted(severities)
    if job is None:
        assert severities[0] == "error"
        return
    again = Job.model_validate(job.to_json())
    assert again == job
    assert again.to_json() == job.to_json()
    json.dumps(job.to_json(), allow_nan=False).encode("utf-8")
    assert job.canvas.width % 2 == job.canvas.height % 2 == 0
    assert job.mode in ("global", "segmented")
    assert caption_style(job).font_size is not None
    assert title_style(job).y is not None
    assert sub_heading_style(job, 1).font_size is not None


@given(st.dictionaries(KEYS, VALUES, max_size=6))
@settings(max_examples=40, deadline=None)
def test_any_object_yields_problems_and_never_an_exception(document: dict[str, Any]) -> None:
    assert_sound(*parse_job(document))


@given(damaged())
@settings(max_examples=100, deadline=None)
def test_a_damaged_document_yields_problems_and_never_an_exception(document: dict[str, Any]) -> None:
    assert_sound(*parse_job(document))


@given(damaged())
@settings(max_examples=40, deadline=None)
def test_a_text_yields_the_same_as_the_object_it_spells(document: dict[str, Any]) -> None:
    text = json.dumps(document)
    assert parse_job(text)[0] == parse_job(json.loads(text))[0]


@given(st.text(max_size=40) | st.text('{}[]",:0123456789.eE+-tfn\\u ', max_size=40))
@settings(max_examples=40, deadline=None)
def test_any_text_yields_problems_and_never_an_exception(text: str) -> None:
    assert_sound(*parse_job(text))


@given(damaged(), st.sampled_from([GLOBAL, SEGMENTED, SILENT]))
@settings(max_examples=40, deadline=None)
def test_a_damaged_template_is_applied_or_refused(document: dict[str, Any], base: dict[str, Any]) -> None:
    job = Job.model_validate(base)
    template = {name.replace("Config", "TemplateConfig"): value for name, value in document.items()}
    merged, refused_for = applied(job, template)
    assert (merged is None) == bool(refused_for)
    if merged is not None:
        assert Job.model_validate(merged.to_json()) == merged
