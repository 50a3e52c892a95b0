"""The REST on a real socket: jobs, files in parts, uploads, events, keys, and what strangers try."""

from __future__ import annotations

import base64
import http.client
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.api.server import KEY, READER, ApiServer
from tests.api.wire import acs3
from tests.support.jobs import small_job
from tests.support.media import write_image, write_tone
from tests.support.waiting import until

BASIC = "Basic " + base64.b64encode(":".join(KEY).encode()).decode()


@pytest.fixture(scope="module")
def rest(server: ApiServer) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{server.url}/api/v1", auth=KEY, timeout=30) as client:
        yield client


@pytest.fixture(scope="module")
def made(rest: httpx.Client, media: Path) -> str:
    """A job of one output that is made."""
    answer = rest.post("/jobs", params={"name": "small"}, json=small_job(media / "rest", count=1))
    assert answer.status_code == 201, answer.text
    job = str(answer.json()["id"])
    until(lambda: rest.get(f"/jobs/{job}").json()["state"] == "Finished", "the end of the job")
    return job


def test_a_job_is_told_with_its_outputs_and_files(rest: httpx.Client, made: str, server: ApiServer) -> None:
    job = rest.get(f"/jobs/{made}").json()
    assert (job["name"], job["mode"], job["outputs"]) == ("small", "segmented", {"Success": 1})
    assert job["problems"] == []
    (output,) = rest.get(f"/jobs/{made}/outputs").json()["outputs"]
    assert set(output["files"]) == {"video", "subtitles", "timeline"}
    assert output["duration"] == pytest.approx(1.0)
    assert str(server.home) not in json.dumps(output)
    timeline = rest.get(output["files"]["timeline"].removeprefix("/api/v1"))
    assert (timeline.headers["content-type"], bool(timeline.json()["VideoTracks"])) == ("application/json", True)
    assert rest.get(f"/jobs/{made}/document").json()["OutputConfig"]["Count"] == 1
    assert made in [job["id"] for job in rest.get("/jobs", params={"text": "SMALL"}).json()["jobs"]]


def test_files_are_given_in_parts(rest: httpx.Client, made: str) -> None:
    video = f"/jobs/{made}/outputs/0/video"
    whole = rest.get(video)
    part = rest.get(video, headers={"Range": "bytes=4-7"})
    assert (whole.status_code, whole.headers["content-type"]) == (200, "video/mp4")
    assert (part.status_code, part.content) == (206, whole.content[4:8])
    assert part.headers["content-range"] == f"bytes 4-7/{len(whole.content)}"
    assert rest.get(video, headers={"Range": "bytes=-3"}).content == whole.content[-3:]
    beyond = rest.get(video, headers={"Range": f"bytes={len(whole.content)}-"})
    assert beyond.status_code == 416
    assert beyond.headers["content-range"] == f"bytes */{len(whole.content)}"
    odd = rest.get(video, headers={"Range": "bytes=b-a"})
    assert (odd.status_code, odd.json()["code"], odd.json()["where"]) == (400, "InvalidParameter", "Range")
    assert set(beyond.json()) == set(odd.json())


def test_a_signed_address_needs_no_key_and_opens_nothing_else(server: ApiServer, made: str) -> None:
    query = {"JobId": made}
    headers = acs3("GetBatchMediaProducingJob", server.endpoint, KEY, query=query)
    told = httpx.post(server.url, params=query, headers=headers).json()["EditingBatchJob"]
    address = told["SubJobList"][0]["MediaURL"]
    assert httpx.get(address).headers["content-type"] == "video/mp4"
    assert httpx.get(address, headers={"sec-fetch-site": "cross-site"}).status_code == 200
    assert httpx.get(address.partition("?")[0], auth=KEY, headers={"origin": "http://evil"}).status_code == 403
    head = httpx.head(f"{address}&download=true")
    assert (head.status_code, head.headers["content-disposition"]) == (200, 'attachment; filename="film_0.mp4"')
    assert httpx.get(address.replace("/video?", "/timeline?")).status_code == 401
    assert httpx.get(f"{server.url}/api/v1/jobs?{urlsplit(address).query}").status_code == 401


def test_a_request_that_is_sent_again_is_refused(server: ApiServer) -> None:
    headers = acs3("ListTemplates", server.endpoint, KEY)
    assert httpx.post(server.url, headers=headers).status_code == 200
    again = httpx.post(server.url, headers=headers)
    assert (again.status_code, again.json()["Code"]) == (400, "SignatureNonceUsed")


@pytest.mark.parametrize(
    ("key", "method", "path", "status"),
    [
        (None, "GET", "/jobs", 401),
        ((KEY[0], "wrong"), "GET", "/jobs", 401),
        (("nobody", KEY[1]), "GET", "/effects", 401),
        (READER, "GET", "/jobs", 200),
        (READER, "POST", "/jobs", 403),
        (READER, "PUT", "/uploads/a.png", 403),
        (READER, "DELETE", "/jobs/x", 403),
    ],
)
def test_keys_decide_who_may_do_what(
    server: ApiServer, key: tuple[str, str] | None, method: str, path: str, status: int
) -> None:
    answer = httpx.request(method, f"{server.url}/api/v1{path}", auth=key)
    assert answer.status_code == status
    assert ("www-authenticate" in answer.headers) == (status == 401)


def test_uploads_are_assets_that_documents_can_name(rest: httpx.Client, tmp_path: Path) -> None:
    picture = write_image(tmp_path / "a.png", colour=(9, 8, 7)).read_bytes()
    first = rest.put(
        "/uploads/shoot/day 1/../shoe.png", params={"tag": "summer"}, content=iter([picture[:50], picture[50:]])
    )
    again = rest.put("/uploads/other.png", content=picture)
    assert (first.status_code, first.json()["duplicate"], again.json()["duplicate"]) == (201, False, True)
    asset = first.json()["asset"]
    assert (asset["kind"], asset["name"], asset["tags"]) == ("image", "shoe.png", ["summer"])
    assert asset["reference"] == f"media://{asset['id']}"
    assert rest.get(f"/assets/{asset['id']}").json()["id"] == asset["id"]
    assert rest.get(f"/assets/{asset['id']}/content").content == picture
    assert rest.get("/assets", params={"kind": "image", "text": "shoe"}).json()["total"] == 1


def test_uploads_that_are_too_large_or_no_media_leave_nothing(
    rest: httpx.Client, tmp_path: Path, server: ApiServer
) -> None:
    before = rest.get("/assets").json()["total"]
    sound = write_tone(tmp_path / "long.wav", seconds=12).read_bytes()
    assert len(sound) > 1_000_000
    assert rest.put("/uploads/a.wav", content=iter([sound])).status_code == 413
    assert rest.put("/uploads/a.mp4", content=b"no media").status_code == 400
    assert rest.put("/uploads/a.mp4", content=b"").status_code == 400
    connection = http.client.HTTPConnection(server.endpoint)
    connection.putrequest("PUT", "/api/v1/uploads/a.wav")
    connection.putheader("Content-Length", "99999999")
    connection.putheader("Authorization", BASIC)
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()
    for path in ("/api/v1/uploads/half.wav", "/"):
        with socket.create_connection(server.endpoint.split(":")) as half:
            head = f"PUT {path}" if path != "/" else "POST /?Action=AddTemplate"
            half.sendall(
                f"{head} HTTP/1.1\r\nhost: x\r\nauthorization: {BASIC}\r\ncontent-length: 9\r\n\r\nRI".encode()
            )
    assert rest.get("/assets").json()["total"] == before


def test_events_tell_of_a_job_until_it_ends(rest: httpx.Client, media: Path) -> None:
    job = rest.post("/jobs", json=small_job(media / "events", count=2)).json()["id"]
    with rest.stream("GET", f"/jobs/{job}/events") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        events = list(_events(answer.iter_lines()))
    names = [name for name, _, _ in events]
    assert names[-1] == "end"
    assert [data["state"] for name, _, data in events if name == "job"][-1] == "Finished"
    assert {data["index"] for name, _, data in events if name == "output" and data["state"] == "Success"} == {0, 1}
    with rest.stream("GET", f"/jobs/{job}/events", headers={"Last-Event-ID": str(events[-1][1])}) as answer:
        assert [name for name, _, _ in _events(answer.iter_lines())] == ["end"]
    before = str(events[0][1] - 1)
    with rest.stream("GET", "/events", headers={"Last-Event-ID": before}) as answer:
        told = _events(answer.iter_lines())
        assert next(name for name, _, data in told if data.get("job") == job) == "output"


def _events(lines: Iterator[str]) -> Iterator[tuple[str, int, Any]]:
    found: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(": ")
        if line:
            found[name] = value
        elif found:
            yield found["event"], int(found["id"]), json.loads(found["data"])
            found = {}


def test_jobs_are_cancelled_made_again_and_forgotten(rest: httpx.Client, media: Path) -> None:
    document = small_job(media / "cancelled", count=40)
    job = rest.post("/jobs", params={"token": "t"}, json=document).json()["id"]
    assert rest.post("/jobs", params={"token": "t"}, json=document).json() == {
        "id": job,
        "created": False,
        "problems": [],
    }
    assert rest.delete(f"/jobs/{job}").status_code == 409
    assert rest.post(f"/jobs/{job}/cancel").json()["cancel_requested"]
    until(lambda: rest.get(f"/jobs/{job}").json()["state"] == "Cancelled", "the end of the job")
    assert rest.post(f"/jobs/{job}/retry").json()["steps"] >= 1
    rest.post(f"/jobs/{job}/cancel")
    until(lambda: rest.get(f"/jobs/{job}").json()["state"] == "Cancelled", "the end of the job")
    assert rest.delete(f"/jobs/{job}").status_code == 204
    assert rest.get(f"/jobs/{job}").status_code == 404


def test_footage_out_of_reach_fails_without_telling_where_things_lie(
    rest: httpx.Client, media: Path, server: ApiServer
) -> None:
    document = small_job(media / "rest", count=1)
    outside = [str(media / "gone.mp4"), str(server.home.parent / "server.log")]
    document["InputConfig"]["MediaGroupArray"] = [{"GroupName": "only", "MediaArray": outside, "Duration": 1}]
    job = rest.post("/jobs", json=document).json()["id"]
    until(lambda: rest.get(f"/jobs/{job}").json()["state"] in ("Finished", "Failed"), "the end of the job")
    told = rest.get(f"/jobs/{job}").json()
    (output,) = rest.get(f"/jobs/{job}/outputs").json()["outputs"]
    assert (told["outputs"], output["failure"]["code"]) == ({"Failed": 1}, "InvalidMaterial")
    assert {problem["path"] for problem in told["problems"]} >= {
        f"InputConfig.MediaGroupArray[0].MediaArray[{place}]" for place in (0, 1)
    }
    assert str(server.home.parent) not in json.dumps([told, output])


def test_a_bad_document_is_refused_with_all_its_problems(rest: httpx.Client, media: Path) -> None:
    document = small_job(media / "bad")
    document["OutputConfig"] |= {"Count": 1000, "Width": 5}
    told = rest.post("/jobs", json=document)
    assert told.status_code == 400
    assert {"OutputConfig.Count", "OutputConfig.Width"} <= {problem["path"] for problem in told.json()["problems"]}
    for content in (b"\xff", b"[" * 100_000, b"", b"[]", b"{"):
        assert rest.post("/jobs", content=content).status_code == 400
    assert rest.post("/jobs", content=b"[" * 9_000_000).status_code == 413


@pytest.mark.parametrize(
    "path",
    [
        "/jobs/../../../etc/passwd",
        "/jobs/..%2f..%2fetc%2fpasswd",
        "/jobs/x/outputs/0/..%2f..%2fserver.log",
        "/assets/..%2f..%2fjobs.sqlite3/content",
        "/assets/%00",
        "/nothing",
    ],
)
def test_paths_lead_nowhere_else(server: ApiServer, path: str) -> None:
    connection = http.client.HTTPConnection(server.endpoint)
    connection.request("GET", f"/api/v1{path}", headers={"Authorization": BASIC})
    answer = connection.getresponse()
    told = answer.read()
    connection.close()
    assert answer.status in (400, 404)
    assert b"root:" not in told
    assert str(server.home).encode() not in told


def test_health_and_figures(server: ApiServer, made: str) -> None:
    assert httpx.get(f"{server.url}/healthz").json()["status"] == "ok"
    assert httpx.get(f"{server.url}/metrics").status_code == 401
    text = httpx.get(f"{server.url}/metrics", auth=READER).text
    lines = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert float(lines['s2v_jobs{state="Finished"}']) >= 1
    assert any(name.startswith('s2v_http_requests_total{operation="rest /jobs",status="200"}') for name in lines)


def test_the_catalogue_is_listed(rest: httpx.Client) -> None:
    entries = rest.get("/effects", params={"kind": "transition"}).json()["entries"]
    assert {"linearblur"} <= {entry["name"] for entry in entries}
    assert {entry["kind"] for entry in entries} == {"transition"}
