"""Addresses as texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s2v_core.media.addresses import lies_below, redacted, shown, shown_values


@pytest.mark.parametrize(
    ("url", "folders", "below"),
    [
        ("s3://shop/videos/a.mp4", ["s3://shop/videos/"], True),
        ("s3://shop/videos/a.mp4", ["s3://shop/videos"], True),
        ("s3://shop/videos/deep/er/a.mp4", ["s3://shop"], True),
        ("s3a://shop/a.mp4", ["s3://shop"], True),
        ("S3://shop/a.mp4", ["s3://shop"], True),
        ("s3://shop/a.mp4", ["s3://"], True),
        ("s3://shop/a.mp4", ["s3://other", "s3://shop/"], True),
        ("s3://shop/videos-private/a.mp4", ["s3://shop/videos"], False),
        ("s3://shopping/a.mp4", ["s3://shop"], False),
        ("s3://Shop/a.mp4", ["s3://shop"], False),
        ("gs://shop/a.mp4", ["s3://shop"], False),
        ("s3://shop", ["s3://shop"], False),
        ("s3://shop/videos", ["s3://shop/videos"], False),
        ("s3://shop/videos/../private/a.mp4", ["s3://shop/videos"], False),
        ("s3://shop/videos/./a.mp4", ["s3://shop/videos"], False),
        ("s3://shop/videos//a.mp4", ["s3://shop/videos"], False),
        ("s3://shop/videos\\..\\a.mp4", ["s3://shop/videos"], False),
        ("s3://shop/videos/a.mp4?versionId=1", ["s3://shop/videos"], False),
        ("s3://shop/videos/*", ["s3://shop/videos"], False),
        ("simplecache::s3://shop/a.mp4", ["s3://shop"], False),
        ("s3://shop/a::b", ["s3://shop"], False),
        ("s3://key:secret@shop/a.mp4", ["s3://shop"], False),
        ("s3://shop/a.mp4", [], False),
        ("a.mp4", ["s3://"], False),
        ("file:///srv/videos/a.mp4", ["file:///srv/videos/"], True),
        ("file:///srv/videos/../a.mp4", ["file:///srv/videos/"], False),
        ("file:////srv/videos/a.mp4", ["file:///srv/videos/"], False),
    ],
)
def test_what_lies_below_a_folder(url: str, folders: list[str], below: bool) -> None:
    assert lies_below(url, folders) is below


@given(st.text(max_size=40))
def test_nothing_that_is_appended_leaves_the_folder(tail: str) -> None:
    url = f"s3://shop/videos/{tail}"
    assert not lies_below(url, ["s3://shop/videos"]) or ".." not in url.split("/")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://ann:secret@example.com/a.mp4?key=1#x", "https://example.com/a.mp4"),
        ("https://ann:se@cret@example.com/a.mp4", "https://example.com/a.mp4"),
        ("https://ann:se#c?ret@example.com/a.mp4", "https://example.com/a.mp4"),
        ("s3://bucket/a@b.mp4", "s3://bucket/a@b.mp4"),
    ],
)
def test_what_is_shown_of_an_address(url: str, expected: str) -> None:
    assert shown(url) == expected


def test_words_of_others_are_shown_without_secrets() -> None:
    text = redacted(
        "GET 'https://a.test/x?X-Amz-Signature=abc&y=1' failed; Signature=abc123, sig: zzz; see s3://u:pw@b/c"
        " aws_secret_access_key=QQQ SecretKey=WWW session_token=TTT"
    )
    for secret in ("abc", "zzz", "pw", "QQQ", "WWW", "TTT"):
        assert secret not in text
    assert "https://a.test/x" in text


def test_addresses_among_values_are_shown_without_secrets_and_texts_stay() -> None:
    values = {
        "https://a.test/x.mp4?sig=1": "abc",
        "shots": [{"Media": "s3://u:pw@b/c.mp4"}, {"Media": "media/a#1?.mp4"}],
        "script": "See https://a.test/?x=1 for more: key=value",
        "seconds": 1.5,
    }
    assert shown_values(values) == {
        "https://a.test/x.mp4": "abc",
        "shots": [{"Media": "s3://b/c.mp4"}, {"Media": "media/a#1?.mp4"}],
        "script": "See https://a.test/?x=1 for more: key=value",
        "seconds": 1.5,
    }
