"""Who may ask, how often, and what nobody is told."""

from __future__ import annotations

import pytest
from starlette.requests import HTTPConnection

from s2v_core.api.guard import Freshness, Throttle, check_caller, headers_of, is_loopback
from s2v_core.api.links import Links
from s2v_core.api.refusals import Refusal, refusal_of, without_paths
from s2v_core.errors import JobError, JobNotFound, MediaNotFound, Problem, S2VError, SettingsError
from s2v_core.production.redaction import secrets_of
from s2v_core.production.store import output_id, parse_output_id
from s2v_core.settings import AccessKey, Settings, access_keys


class Clock:
    def __init__(self, time: float = 1_800_000_000.0) -> None:
        self.time = time

    def __call__(self) -> float:
        return self.time


def refused(code: str) -> pytest.RaisesExc[Refusal]:
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def test_twice_the_rate_at_once_and_then_the_rate() -> None:
    clock = Clock(0.0)
    throttle = Throttle(10, now=clock)
    for _ in range(20):
        throttle.take("a")
    with refused("Throttling.User") as caught:
        throttle.take("a")
    assert caught.value.headers["Retry-After"] == "1"
    throttle.take("b")
    clock.time += 0.15
    throttle.take("a")
    with refused("Throttling.User"):
        throttle.take("a")


def test_a_rate_of_nothing_limits_nothing() -> None:
    throttle = Throttle(0)
    for _ in range(1000):
        throttle.take("a")


def test_a_signed_request_counts_once_and_for_a_quarter_of_an_hour() -> None:
    clock = Clock()
    freshness = Freshness(now=clock)
    clock.time += 1000
    freshness.take("k", clock.time, "n")
    with refused("SignatureNonceUsed"):
        freshness.take("k", clock.time, "n")
    freshness.take("other", clock.time, "n")
    for wrong in (clock.time - 901, clock.time + 901):
        with refused("InvalidTimeStamp.Expired"):
            freshness.take("k", wrong, "m")
    signed = clock.time + 890
    freshness.take("k", signed, "late")
    clock.time += 1780
    with refused("SignatureNonceUsed"):
        freshness.take("k", signed, "late")


def test_what_was_signed_before_the_start_may_have_been_seen_before() -> None:
    clock = Clock()
    freshness = Freshness(now=clock)
    with refused("InvalidTimeStamp.Expired"):
        freshness.take("k", clock.time - 60, "n")
    freshness.take("k", clock.time - 1, "n")


LOCAL = {"host": "127.0.0.1:8900"}


@pytest.mark.parametrize(
    ("client", "headers"),
    [
        ("192.168.1.2", LOCAL),
        (None, LOCAL),
        ("127.0.0.1", {"host": "evil.example:8900"}),
        ("127.0.0.1", {}),
        ("127.0.0.1", {**LOCAL, "x-forwarded-for": "10.0.0.1"}),
    ],
)
def test_without_keys_only_this_machine_by_its_own_name_is_served(client: str | None, headers: dict[str, str]) -> None:
    with refused("Forbidden"):
        check_caller(client, headers, keyed=False)
    check_caller(client, headers, keyed=True)


@pytest.mark.parametrize(
    "more",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://["},
        {"sec-fetch-site": "cross-site"},
    ],
)
def test_pages_of_other_sites_are_refused(more: dict[str, str]) -> None:
    for keyed in (True, False):
        with refused("Forbidden"):
            check_caller("127.0.0.1", LOCAL | more, keyed=keyed)
    check_caller(
        "::1", {"host": "localhost:1", "origin": "http://localhost:1", "sec-fetch-site": "same-origin"}, keyed=False
    )


def test_many_headers_are_read_in_one_go_and_the_first_of_a_name_counts() -> None:
    many = [(b"x%d" % number, b"a") for number in range(50_000)]
    headers = headers_of(HTTPConnection({"type": "http", "headers": [(b"host", b"a"), *many, (b"host", b"b")]}))
    assert (len(headers), headers["host"]) == (50_001, "a")


def test_names_of_this_machine() -> None:
    assert all(map(is_loopback, ("localhost", "127.0.0.1", "127.9.9.9", "::1", "[::1]")))
    assert not any(map(is_loopback, ("", "0.0.0.0", "::", "10.0.0.1", "localhost.evil.example")))


def test_access_keys_are_read_from_the_settings(settings: Settings) -> None:
    assert access_keys(settings) == {}
    given = settings.model_copy(update={"access_keys": type(settings.access_keys)("a:12345678, b:87654321:read,")})
    assert access_keys(given) == {"a": AccessKey("a", "12345678"), "b": AccessKey("b", "87654321", may_write=False)}
    assert {"12345678", "87654321"} <= secrets_of(given)
    assert "12345678" not in repr(access_keys(given))


@pytest.mark.parametrize("text", ["a", "a:short", "a:12345678:write", ":12345678", "a:12345678,a:87654321"])
def test_a_malformed_key_is_named_without_its_secret(settings: Settings, text: str) -> None:
    given = settings.model_copy(update={"access_keys": type(settings.access_keys)(text)})
    with pytest.raises(SettingsError, match="Access key") as caught:
        access_keys(given)
    assert caught.value.where == "S2V_ACCESS_KEYS"
    assert "1234" not in str(caught.value)


def test_a_link_opens_one_file_for_a_day_or_two() -> None:
    clock = Clock()
    key = AccessKey("a", "12345678")
    links = Links({"a": key}, now=clock)
    address = links.signed("http://host", "/file", key)
    query = dict(part.split("=") for part in address.partition("?")[2].split("&"))
    assert links.signed("http://host", "/file", key) == address
    assert links.opened("/file", query) == key
    assert links.opened("/other", query) is None
    assert links.opened("/file", {**query, "Expires": "99999999999"}) is None
    assert Links({}).opened("/file", query) is None
    clock.time += 86_400
    assert links.opened("/file", query) == key
    clock.time += 86_400
    assert links.opened("/file", query) is None


def test_pages_lead_to_files_that_who_sees_them_may_have() -> None:
    keys = {"w": AccessKey("w", "12345678"), "r": AccessKey("r", "12345678", may_write=False)}
    signed = Links(keys).for_page("https://studio.example", "/file", download=True)
    assert signed is not None
    assert signed.startswith("https://studio.example/file?download=true&AccessKeyId=r&")
    assert Links({}).for_page("http://localhost:8501", "/file") == "http://localhost:8501/file"
    assert Links({}).for_page("http://studio.example", "/file") is None


def test_what_is_told_back_of_a_large_request_is_little() -> None:
    assert len(Refusal(404, "JobNotFound", "No.", where="x" * 1_000_000).sentence) < 3000


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("There is no file '/home/ann/My film/a.mp4'.", "There is no file 'a.mp4'."),
        ("/srv/shop/jobs.sqlite3: it is damaged", "jobs.sqlite3: it is damaged"),
        (r"C:\Users\ann\a.mp4 is broken", "a.mp4 is broken"),
        ("file:///srv/videos/a.mp4", "a.mp4"),
        (
            "see https://host.example/a/b.mp4 and s3://shop/videos/a.mp4",
            "see https://host.example/a/b.mp4 and s3://shop/videos/a.mp4",
        ),
        ("1/2 or 3/4 of InputConfig.MediaGroupArray[0]", "1/2 or 3/4 of InputConfig.MediaGroupArray[0]"),
    ],
)
def test_no_one_is_told_where_files_lie(told: str, shown: str) -> None:
    assert without_paths(told) == shown


def test_errors_are_answered_like_the_nearest_kind_that_is_known() -> None:
    problem = Problem(path="OutputConfig.Count", message="Too many.")
    assert (refusal_of(JobError("No.", problems=[problem])).sentence) == "No. OutputConfig.Count: Too many."
    assert (refusal_of(MediaNotFound("Gone.")).status, refusal_of(JobNotFound("No.")).status) == (404, 404)
    assert refusal_of(S2VError("Odd.")).status == 500


def test_ids_of_outputs_lead_back_to_them() -> None:
    job = "0" * 26
    assert parse_output_id(output_id(job, 7)) == (job, 7)
    for wrong in ("", job, f"{job}-", f"{job}-x", "../../etc-1", f"{job}-1-1"):
        with pytest.raises(JobNotFound):
            parse_output_id(wrong)
