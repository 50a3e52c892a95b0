"""Both generations of signatures against the vendor's published examples, and against tampering."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

import pytest

from s2v_core.api.refusals import Refusal
from s2v_core.api.vendor.signature import Signed, acs3_signature, check_head, check_whole, sha1_signature
from s2v_core.api.vendor.wire import Wire, read_wire
from s2v_core.settings import AccessKey
from tests.api.wire import acs3, hmac_sha1

KEY = ("testid", "testsecret")
KEYS = {"testid": AccessKey(*KEY)}
HOST = "127.0.0.1:8900"


def checked(wire: Wire, keys: dict[str, AccessKey] = KEYS) -> Signed:
    return check_whole(wire, keys, check_head(wire, keys))


def signed(query: dict[str, str], form: dict[str, str]) -> Wire:
    body = urlencode(form).encode()
    headers = acs3("SubmitBatchMediaProducingJob", HOST, KEY, query=query, body=body)
    return read_wire("POST", "/", urlencode(query).encode(), headers, body)


def older(query: dict[str, str], form: dict[str, str], *, method: str = "POST") -> Wire:
    asked = hmac_sha1("ListBatchMediaProducingJobs", KEY, query=query, form=form, method=method)
    return read_wire(method, "/", asked.encode(), {"host": HOST}, urlencode(form).encode())


def test_the_published_example_of_the_newer_signature() -> None:
    headers = {
        "host": "ecs.cn-shanghai.aliyuncs.com",
        "x-acs-action": "RunInstances",
        "x-acs-content-sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "x-acs-date": "2023-10-26T10:22:32Z",
        "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
        "x-acs-version": "2014-05-26",
    }
    query = {"ImageId": "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd", "RegionId": "cn-shanghai"}
    wire = Wire("POST", "/", headers, query, {}, b"")
    assert acs3_signature(wire, sorted(headers), "YourAccessKeySecret") == (
        "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
    )


def test_the_published_example_of_the_older_signature() -> None:
    parameters = {
        "Timestamp": "2016-02-23T12:46:24Z",
        "Format": "XML",
        "AccessKeyId": "testid",
        "Action": "DescribeRegions",
        "SignatureMethod": "HMAC-SHA1",
        "SignatureNonce": "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf",
        "Version": "2014-05-26",
        "SignatureVersion": "1.0",
    }
    assert sha1_signature("GET", parameters, "testsecret") == "OLeaidS1JvxuMvnyHOwuJ+uX5qY="


@pytest.mark.parametrize("make", [signed, older])
def test_what_was_worked_out_from_the_description_is_accepted(make: Callable[..., Wire]) -> None:
    wire = make({"Name": "a b+c/~*'ü中", "Empty": ""}, {"InputConfig": '{"a": "ü&= +"}'})
    found = checked(wire)
    assert found.key.id == "testid"
    assert found.nonce


@pytest.mark.parametrize(
    ("make", "change"),
    [(make, change) for make in (signed, older) for change in ("query", "body", "method", "secret")]
    + [(signed, "path")],
)
def test_whatever_is_changed_on_the_way_is_noticed(make: Callable[..., Wire], change: str) -> None:
    wire = make({"Count": "1"}, {"InputConfig": "{}"})
    keys = KEYS
    if change == "query":
        wire = replace(wire, query={**wire.query, "Count": "2"})
    elif change == "body":
        wire = replace(wire, body=b"InputConfig=%5B%5D", form={"InputConfig": "[]"})
    elif change == "method":
        wire = replace(wire, method="GET")
    elif change == "secret":
        keys = {"testid": AccessKey("testid", "another one")}
    else:
        wire = replace(wire, path="/other")
    with pytest.raises(Refusal) as caught:
        checked(wire, keys)
    assert caught.value.code in ("SignatureDoesNotMatch", "IncompleteSignature")


def test_a_signature_must_cover_what_the_server_acts_on() -> None:
    wire = signed({}, {})
    for name in ("x-acs-action", "x-acs-date", "x-acs-signature-nonce", "host"):
        covered = wire.headers["authorization"].replace(f"{name};", "").replace(f";{name}", "")
        with pytest.raises(Refusal, match="does not cover"):
            checked(replace(wire, headers={**wire.headers, "authorization": covered}))
    asked = dict(parse_qsl(hmac_sha1("ListTemplates", KEY, query={})))
    del asked["Action"]
    with pytest.raises(Refusal, match="Action is missing"):
        checked(Wire("POST", "/", {"x-acs-action": "AddTemplate"}, asked, {}, b""))


@pytest.mark.parametrize(
    "authorization", ["", "Basic abc", "ACS3-HMAC-SHA256", "ACS3-HMAC-SHA256 ,,=", "ACS3-HMAC-SHA256 Credential=testid"]
)
def test_half_a_signature_is_none(authorization: str) -> None:
    with pytest.raises(Refusal) as caught:
        checked(Wire("POST", "/", {"authorization": authorization}, {}, {}, b""))
    assert caught.value.status in (400, 403)
