from __future__ import annotations

import json
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from s2v_core.errors import JobError
from s2v_core.job import accepted, document_text, load_job, parse_job
from s2v_core.job.reading import MAX_DEPTH, MAX_SIZE, MAX_VALUES
from tests.job.documents import GLOBAL, SEGMENTED, SILENT, changed, found_in, job_of, the_error


@pytest.mark.parametrize("document", [GLOBAL, SEGMENTED, SILENT], ids=["global", "segmented", "silent"])
def test_the_documented_examples_have_no_errors(document: dict[str, Any]) -> None:
    job = job_of(document)
    assert job.to_json() == document


def test_a_document_may_be_a_text() -> None:
    assert parse_job(json.dumps(GLOBAL))[0] == job_of(GLOBAL)


def test_configs_may_be_texts() -> None:
    texts = {name: json.dumps(config) for name, config in GLOBAL.items()}
    assert parse_job(texts)[0] == job_of(GLOBAL)
    assert parse_job(json.dumps(texts))[0] == job_of(GLOBAL)


def test_a_byte_order_mark_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "job.json"
    path.write_text("\ufeff" + json.dumps(SILENT), encoding="utf-8")
    assert load_job(path)[0] == job_of(SILENT)
    assert parse_job("\ufeff" + json.dumps(SILENT))[0] == job_of(SILENT)


def test_an_empty_config_text_counts_as_not_given() -> None:
    assert job_of(SILENT | {"EditingConfig": " ", "TemplateConfig": ""}) == job_of(SILENT)


def test_any_mapping_will_do() -> None:
    assert parse_job(MappingProxyType(SILENT))[0] == job_of(SILENT)


def test_whole_numbers_as_keys_are_read_as_texts() -> None:
    job = job_of(changed(GLOBAL, **{"EditingConfig.SubHeadingConfig": {1: {"FontSize": 30}}}))
    assert job.editing_config.sub_heading_config["1"].font_size == 30


def test_malformed_json_is_named_with_line_and_column() -> None:
    job, (problem,) = parse_job('{\n  "InputConfig": {,}\n}')
    assert job is None
    assert (problem.path, problem.severity) == ("", "error")
    assert "at line 2, column 19" in problem.message
    assert "a comma too many" in problem.hint


def test_malformed_json_inside_a_config_is_named_there_and_the_rest_is_checked() -> None:
    problems = found_in({"InputConfig": "{'MediaGroupArray': []}", "OutputConfig": {"MediaURL": "a.mp4"}})
    assert [problem.path for problem in problems] == ["InputConfig", "OutputConfig.MediaURL"]
    assert "line 1, column 2" in problems[0].message


@pytest.mark.parametrize("document", ["", "   ", "[]", "5", "null", '"text"', "{", "nul"])
def test_what_is_no_object_is_no_job(document: str) -> None:
    job, problems = parse_job(document)
    assert job is None
    assert [problem.severity for problem in problems] == ["error"]


@pytest.mark.parametrize("opening", ["[", '{"a":', '{"InputConfig":', '[{"a":'])
def test_endless_nesting_is_refused(opening: str) -> None:
    assert parse_job(opening * 200_000)[0] is None


def test_values_nested_too_deep_are_refused_where_they_are() -> None:
    deep: Any = 1
    for _ in range(MAX_DEPTH):
        deep = [deep]
    job, problems = parse_job(SILENT | {"Extra": deep})
    assert job is not None
    assert problems[0].path.startswith("Extra")
    assert f"more than {MAX_DEPTH} deep" in problems[0].message


def test_values_nested_too_deep_inside_a_text_are_refused() -> None:
    problem = found_in(SILENT | {"EditingConfig": '{"a":' * 100 + "1" + "}" * 100})[0]
    assert problem.path.startswith("EditingConfig.a")


def test_a_value_that_contains_itself_is_refused() -> None:
    document: dict[str, Any] = dict(SILENT)
    document["Extra"] = document
    assert any("nested" in problem.message for problem in found_in(document))


def test_a_text_that_is_too_large_is_refused() -> None:
    job, (problem,) = parse_job('{"UserData": "' + "x" * MAX_SIZE + '"}')
    assert job is None
    assert "larger than 20 MB" in problem.message


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "job.json"
    path.write_bytes(b" " * (MAX_SIZE + 1))
    job, (problem,) = load_job(path)
    assert job is None
    assert "larger than 20 MB" in problem.message


def test_a_flood_of_values_is_refused() -> None:
    job, (problem,) = parse_job('{"Extra": [' + "1," * MAX_VALUES + "1]}")
    assert job is None
    assert "more than 300,000 values" in problem.message


def test_a_flood_of_malformed_values_is_cut_short() -> None:
    job, problems = parse_job({"InputConfig": {"MediaGroupArray": [5] * 20_000}})
    assert job is None
    assert 1000 <= len(problems) <= 1002
    assert "further problems are not listed" in problems[-1].message


def test_a_flood_of_unknown_names_is_cut_short() -> None:
    job, problems = parse_job(SILENT | {f"Name{number}": 1 for number in range(20_000)})
    assert job is not None
    assert len(problems) == 1001
    assert "19000 further problems" in problems[-1].message


def test_an_error_is_never_left_out_for_a_flood_of_warnings() -> None:
    document = changed(GLOBAL, **{"InputConfig.TitleArray": [""] * 50, "OutputConfig.Count": 0})
    document = document | {f"Name{number}": 1 for number in range(2000)}
    assert [problem.path for problem in found_in(document)] == ["OutputConfig.Count"]


@pytest.mark.parametrize("number", ["1e999", "NaN", "-Infinity", "123456789012345678901234567890"])
def test_numbers_without_a_sane_value_are_refused(number: str) -> None:
    document = json.dumps(changed(SILENT, **{"OutputConfig.Count": "@"})).replace('"@"', number)
    problem = the_error(document)
    assert (problem.path, problem.message) == ("OutputConfig.Count", "The number is too large or not a number.")


def test_a_number_of_thousands_of_digits_is_refused() -> None:
    assert "too many digits" in the_error('{"InputConfig": ' + "1" * 5000 + "}").message


def test_half_a_character_is_refused() -> None:
    document = json.dumps(changed(SILENT, **{"InputConfig.TitleArray": ["@"]})).replace('"@"', '"\\ud83d"')
    problem = the_error(document)
    assert problem.path == "InputConfig.TitleArray[0]"
    assert "unpaired surrogate" in problem.message


@pytest.mark.parametrize("value", [b"x", {1, 2}, object(), Path("a"), 1j])
def test_what_json_cannot_say_is_refused(value: Any) -> None:
    problem = the_error(SILENT | {"UserData": value})
    assert problem.path == "UserData"
    assert "is not a JSON value" in problem.message


def test_a_key_that_is_given_twice_is_pointed_out() -> None:
    text = json.dumps(SILENT).replace('"Count": 5', '"Count": 5, "Count": 7')
    job, problems = parse_job(text)
    assert job is not None
    assert job.output_config.count == 7
    assert any("'Count' appears twice" in problem.message for problem in problems)


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    job, (problem,) = load_job(tmp_path / "nowhere.json")
    assert job is None
    assert "'nowhere.json'" in problem.message


def test_a_folder_is_a_problem(tmp_path: Path) -> None:
    job, (problem,) = load_job(tmp_path)
    assert job is None
    assert "cannot be read" in problem.message
    assert "a job document" in problem.hint


def test_a_file_that_is_no_text_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "job.json"
    path.write_bytes(json.dumps(SILENT).encode("utf-16"))
    job, (problem,) = load_job(path)
    assert job is None
    assert "not UTF-8" in problem.message


def test_a_path_that_no_system_knows_is_a_problem() -> None:
    job, (problem,) = load_job(Path("a\x00b"))
    assert job is None
    assert "cannot be read" in problem.message


def test_the_text_of_a_document_is_read_without_its_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "job.json"
    path.write_text('{"InputConfig": {"TitleArray": ["é"]}}', encoding="utf-8-sig")
    assert document_text(path) == '{"InputConfig": {"TitleArray": ["é"]}}'
    with pytest.raises(JobError) as caught:
        document_text(tmp_path / "nowhere.json")
    assert caught.value.problems == load_job(tmp_path / "nowhere.json")[1]


def test_only_a_document_without_errors_is_accepted() -> None:
    job, warnings = parse_job(changed(GLOBAL, Colour="red"))
    assert warnings
    assert accepted(job, warnings) is job
    wrong, problems = parse_job(changed(GLOBAL, **{"Colour": "red", "OutputConfig.Count": 500}))
    with pytest.raises(JobError, match="cannot be carried out") as caught:
        accepted(wrong, problems)
    assert caught.value.problems == problems
    with pytest.raises(JobError):
        accepted(None, ())
