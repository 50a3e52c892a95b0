"""The vendor's wire format beyond what its client library sends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.routing import Match
from starlette.testclient import TestClient

from s2v_core.api import Face, create_app
from s2v_core.api.guard import MAX_BODY, Throttle
from s2v_core.api.vendor import VendorRoute
from s2v_core.production.store import NewJob
from tests.api.wire import configs, operation
from tests.support.jobs import small_job


@pytest.fixture
def document(face: Face) -> dict[str, Any]:
    return small_job(face.service.settings.home / "media")


def submitted(client: TestClient, document: dict[str, Any], **more: str) -> str:
    given = configs(document) | more
    answer = client.post("/", data=given, headers=operation("SubmitBatchMediaProducingJob"))
    assert answer.status_code == 200, answer.text
    return str(answer.json()["JobId"])


def called(client: TestClient, name: str, **query: str) -> Any:
    return client.post("/", params=query, headers=operation(name)).json()


def test_parameters_stand_in_the_query_or_in_the_body(client: TestClient, document: dict[str, Any]) -> None:
    job = submitted(client, document)
    asked = {"Action": "GetBatchMediaProducingJob", "Version": "2020-11-09", "JobId": job}
    answers = [
        client.post("/", params={"JobId": job}, headers=operation("GetBatchMediaProducingJob")),
        client.post("/", data={"JobId": job}, headers=operation("GetBatchMediaProducingJob")),
        client.post("/", params=asked),
        client.post("/", data=asked),
        client.get("/", params=asked),
    ]
    assert [answer.json()["EditingBatchJob"]["JobId"] for answer in answers] == [job] * 5
    assert answers[0].headers["content-type"] == "application/json;charset=utf-8"
    told = answers[0].json()["EditingBatchJob"]
    assert (told["Status"], told["SubJobList"], told["Extend"]) == ("Init", [], "{}")
    assert "CompleteTime" not in told


REFUSED: tuple[tuple[str, dict[str, str], int, str], ...] = (
    ("", {}, 400, "MissingParameter"),
    ("", operation("DeleteEverything"), 404, "InvalidAction.NotFound"),
    ("Action=ListTemplates&Version=2014-05-26", {}, 400, "InvalidVersion"),
    ("Action=AddTemplate", operation("ListTemplates"), 400, "InvalidParameter"),
    ("JobId=a&JobId=b", operation("GetBatchMediaProducingJob"), 400, "InvalidParameter"),
    ("JobId=%ff", operation("GetBatchMediaProducingJob"), 400, "InvalidParameter"),
    ("JobId=..%2F..%2Fetc%2Fpasswd", operation("GetBatchMediaProducingJob"), 404, "InvalidParameter.JobNotFound"),
    ("", operation("GetBatchMediaProducingJob"), 400, "MissingParameter"),
    ("MaxResults=101", operation("ListBatchMediaProducingJobs"), 400, "InvalidParameter"),
    ("MaxResults=ten", operation("ListBatchMediaProducingJobs"), 400, "InvalidParameter"),
    ("StartTime=yesterday", operation("ListBatchMediaProducingJobs"), 400, "InvalidParameter"),
    ("NextToken=abc", operation("ListBatchMediaProducingJobs"), 400, "InvalidParameter"),
    ("Status=Done", operation("ListBatchMediaProducingJobs"), 400, "InvalidParameter"),
    ("ProjectId=x-1", operation("GetEditingProject"), 404, "InvalidParameter.JobNotFound"),
    ("TemplateId=..%2Fsettings", operation("GetTemplate"), 404, "InvalidParameter.TemplateNotFound"),
    ("Type=Timeline&Config=%7B%7D", operation("AddTemplate"), 400, "InvalidParameter"),
    ("Type=BatchEditing&Config=%7B", operation("AddTemplate"), 400, "InvalidParameter"),
)


def test_what_cannot_be_answered_is_refused_by_name(client: TestClient) -> None:
    for query, headers, status, code in REFUSED:
        answer = client.post(f"/?{query}", headers=headers)
        told = answer.json()
        assert (answer.status_code, told["Code"]) == (status, code), query
        assert set(told) == {"RequestId", "HostId", "Code", "Message", "Recommend"}


def test_texts_that_cannot_be_written_are_refused_at_once(client: TestClient) -> None:
    for config, place in (
        ({"keywords": "cake", "textLength": 4, "targetCount": 1}, "GenerateConfig.textLength"),
        ({"keywords": "cake", "textLength": 20, "targetCount": 1001}, "GenerateConfig.targetCount"),
        ({"textLength": 20, "targetCount": 1}, "GenerateConfig.keywords"),
        ([], "GenerateConfig"),
    ):
        told = called(client, "SubmitTextGenerateJob", Type="Title", GenerateConfig=json.dumps(config))
        assert told["Code"] == "InvalidParameter"
        assert place in told["Message"]


def test_a_body_that_is_too_large_too_deep_or_of_another_kind_is_refused(client: TestClient) -> None:
    headers = operation("SubmitBatchMediaProducingJob")
    large = client.post("/", content=b"a" * (MAX_BODY + 1), headers=headers)
    pieces = client.post("/", content=(b"a" * 65536 for _ in range(MAX_BODY // 65536 + 1)), headers=headers)
    assert (large.status_code, pieces.status_code) == (413, 413)
    deep = client.post("/", data={"InputConfig": "[" * 100_000 + "]" * 100_000}, headers=headers)
    assert (deep.status_code, deep.json()["Code"]) == (400, "InvalidParameter")
    many = client.post("/", data={f"p{number}": "" for number in range(101)}, headers=headers)
    assert many.status_code == 400
    other = client.post("/", content=b"{}", headers=headers | {"content-type": "application/json"})
    assert other.status_code == 400


def test_documents_from_outside_reach_nothing_that_is_not_theirs(
    client: TestClient, document: dict[str, Any], tmp_path: Path
) -> None:
    for place in ("../../x_{index}.mp4", f"{tmp_path}/x_{{index}}.mp4", "s3://shop/x_{index}.mp4"):
        output = document["OutputConfig"] | {"MediaURL": place}
        told = client.post(
            "/",
            data=configs(document | {"OutputConfig": output}),
            headers=operation("SubmitBatchMediaProducingJob"),
        ).json()
        assert told["Code"] == "InvalidParameter"
        assert str(tmp_path) not in told["Message"]


def test_lists_are_filtered_sorted_and_cut_into_pages(client: TestClient, document: dict[str, Any]) -> None:
    jobs = [submitted(client, document) for _ in range(3)]

    def listed(**query: str) -> list[str]:
        return [job["JobId"] for job in called(client, "ListBatchMediaProducingJobs", **query)["EditingBatchJobList"]]

    assert listed() == jobs[::-1]
    assert listed(SortBy="asc") == jobs
    assert listed(JobId=jobs[1]) == [jobs[1]]
    assert listed(Status="Init", JobType="Script") == jobs[::-1]
    assert listed(Status="Finished") == listed(JobType="Smart_Mix") == listed(EndTime="2020-01-01T00:00:00Z") == []
    assert listed(StartTime="2020-01-01T00:00:00Z") == jobs[::-1]
    first = called(client, "ListBatchMediaProducingJobs", MaxResults="2")
    rest = called(client, "ListBatchMediaProducingJobs", MaxResults="2", NextToken=first["NextToken"])
    assert [job["JobId"] for job in rest["EditingBatchJobList"]] == [jobs[0]]
    assert "NextToken" not in rest
    assert "SubJobList" not in first["EditingBatchJobList"][0]


def test_a_job_that_is_removed_meanwhile_is_left_out_of_its_page(
    client: TestClient, document: dict[str, Any], face: Face, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, stays = (submitted(client, document) for _ in "ab")
    known = face.service.request

    def request(job: str) -> NewJob:
        return known("removed" if job == gone else job)

    monkeypatch.setattr(face.service, "request", request)
    listed = called(client, "ListBatchMediaProducingJobs")["EditingBatchJobList"]
    assert [job["JobId"] for job in listed] == [stays]


def test_templates_that_somebody_spoiled_hide_no_others(client: TestClient, face: Face) -> None:
    config = {"Type": "BatchEditing", "Config": "{}"}
    kept = called(client, "AddTemplate", **config)["Template"]["TemplateId"]
    folder = face.service.settings.templates_dir
    for name, text in (("a", '{"Config": "{"}'), ("b", '{"Config": []}'), ("c", "\xff"), ("d", "[1]")):
        (folder / f"{name}.json").write_text(text, "latin-1")
    old = '{"CreationTime": "0001-01-01T00:00:00+14:00", "EditingTemplateConfig": {}}'
    (folder / "old.json").write_text(old, "utf-8")
    listed = called(client, "ListTemplates")
    assert {template["TemplateId"] for template in listed["Templates"]} == {kept, "old"}
    assert called(client, "GetTemplate", TemplateId="a")["Code"] == "InvalidParameter.TemplateNotFound"
    large = json.dumps({"EditingTemplateConfig": {"x": "a" * 300_000}})
    answer = client.post("/", data={**config, "Config": large}, headers=operation("AddTemplate"))
    assert (answer.status_code, answer.json()["Code"]) == (400, "InvalidParameter")


def test_a_bug_tells_nothing_of_itself(
    client: TestClient, face: Face, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_: str) -> None:
        raise ZeroDivisionError("/secret/place")

    monkeypatch.setattr(face.service, "job", broken)
    answer = client.post("/", params={"JobId": "x"}, headers=operation("GetBatchMediaProducingJob"))
    assert (answer.status_code, answer.json()["Code"]) == (500, "InternalError")
    assert "ZeroDivisionError" in caplog.text
    plain = TestClient(client.app, base_url=client.base_url, client=("127.0.0.1", 1), raise_server_exceptions=False)
    again = plain.get("/api/v1/jobs/x")
    assert (again.status_code, again.json()["code"]) == (500, "InternalError")
    assert "secret" not in answer.text + again.text


def test_without_keys_a_page_of_another_site_submits_nothing(client: TestClient, face: Face) -> None:
    answer = client.post(
        "/?Action=SubmitBatchMediaProducingJob", data={"InputConfig": "{}"}, headers={"origin": "https://evil.example"}
    )
    assert (answer.status_code, answer.json()["Code"]) == (403, "Forbidden")
    stranger = TestClient(create_app(face), base_url="http://127.0.0.1:8900", client=("192.168.1.7", 1))
    assert stranger.post("/?Action=ListTemplates").status_code == 403
    assert stranger.get("/healthz").status_code == 403
    assert stranger.get("/api/v1/jobs").status_code == 403


def test_without_keys_a_link_changes_nothing(client: TestClient) -> None:
    asked = {"Action": "AddTemplate", "Type": "BatchEditing", "Config": "{}"}
    answer = client.get("/", params=asked)
    assert (answer.status_code, answer.json()["Code"]) == (405, "UnsupportedHTTPMethod")
    assert client.post("/", params=asked).status_code == 200
    assert client.get("/", params={"LastAction": "x"}).status_code == 404


def test_connections_of_the_studio_are_left_to_it(face: Face) -> None:
    for path in ("/", "/_stcore/stream"):
        asked = {"type": "websocket", "path": path, "query_string": b"", "headers": []}
        assert VendorRoute(face).matches(asked) == (Match.NONE, {})


def test_too_many_requests_are_refused_for_a_while(client: TestClient, face: Face) -> None:
    face.throttle = Throttle(1.0, now=lambda: 0.0)
    answers = [client.post(f"/?{urlencode({'Action': 'ListTemplates'})}") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].headers["retry-after"] == "1"
