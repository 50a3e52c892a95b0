from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from s2v_core.production.redaction import Redaction, secrets_of
from s2v_core.settings import load_settings


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("GET https://user:hunter22@host.example/a.mp4", "hunter22"),
        ("GET https://user:and@hunter22@host.example/a.mp4", "hunter22"),
        ("s3://b/a.mp4?X-Amz-Signature=0a1b2c3d&X-Amz-Expires=60", "0a1b2c3d"),
        ("https://h.example/?access_key_id=abcdefg", "abcdefg"),
        ("https://h.example/v1?key=abcdefg&x=1", "abcdefg"),
        ("Authorization: Bearer abc.def-ghi_123", "abc.def-ghi_123"),
        ('{"api_key": "abcdefghij"}', "abcdefghij"),
        ("OPENAI_API_KEY=abcdefghij", "abcdefghij"),
        ("password = geheim123", "geheim123"),
        ("the key sk-proj-abcdefgh12345 was refused", "sk-proj-abcdefgh12345"),
        ("AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE"),
        ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3", "eyJzdWIiOiIxMjM0In0"),
    ],
)
def test_what_looks_like_a_secret_is_hidden(text: str, secret: str) -> None:
    hidden = Redaction().text(text)
    assert secret not in hidden
    assert "***" in hidden


@pytest.mark.parametrize(
    "text",
    [
        "",
        "InputConfig.MediaGroupArray[2]: the file is broken. Mend it.",
        "https://host.example/a.mp4?v=3&size=20",
        "12 tokens of the text, keyframe 30, monkey=1, /home/me@work/a.mp4",
        "basic voice, cache_key=abcdef",
    ],
)
def test_ordinary_texts_stay_as_they_are(text: str) -> None:
    assert Redaction().text(text) == text


def test_fields_that_are_named_like_a_secret_are_hidden_at_any_depth() -> None:
    values = {
        "speech_api_key": "abc",
        "Headers": [{"Authorization": "x", "accept": "y"}],
        "nested": {"deeper": {"clientSecret": 5, "AccessKeyId": "x"}},
        "key": "abc",
        "cache_key": "k",
        "tokens": 12,
    }
    assert Redaction().values(values) == {
        "speech_api_key": "***",
        "Headers": [{"Authorization": "***", "accept": "y"}],
        "nested": {"deeper": {"clientSecret": "***", "AccessKeyId": "***"}},
        "key": "***",
        "cache_key": "k",
        "tokens": 12,
    }


@given(
    before=st.text(max_size=9000),
    secret=st.text(st.characters(categories=["L", "N"]), min_size=8, max_size=40),
    after=st.text(max_size=20),
)
def test_a_known_secret_is_never_shown_wherever_it_stands(before: str, secret: str, after: str) -> None:
    redaction = Redaction([secret])
    assert secret not in redaction.text(before + secret + after)
    assert secret not in json.dumps(redaction.values({before + secret: [{"x": secret + after}]}), ensure_ascii=False)


def test_a_secret_that_holds_another_is_hidden_whole() -> None:
    assert Redaction(["hunter", "hunter-two"]).text("hunter-two!") == "***!"


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text() | st.binary(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=20,
    )
)
def test_whatever_is_given_becomes_strict_json(value: object) -> None:
    json.dumps(Redaction().values({"value": value}), allow_nan=False)


def test_values_that_hold_themselves_come_to_an_end() -> None:
    endless: list[object] = []
    endless.append(endless)
    assert len(json.dumps(Redaction().values({"value": endless}))) < 500


@pytest.mark.parametrize("part", ["a-", "eyJ-", "key", "?x", "://", "sk-", "api_key", "bearer "])
def test_long_texts_are_cut_and_cost_little(part: str) -> None:
    text = Redaction().text(part * 1_000_000)
    assert len(text) < 4100
    assert text.endswith(f"({len(part) * 1_000_000} characters)")


def test_the_secret_settings_are_known() -> None:
    settings = load_settings(speech_api_key=SecretStr("abcdefgh"), _env_file=None)
    assert secrets_of(settings) == {"abcdefgh"}
    assert secrets_of(load_settings(_env_file=None)) == set()
