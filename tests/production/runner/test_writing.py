"""Texts that were asked for are written by the runner, and a failure ends the one that it belongs to."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from s2v_core.production.runner.writing import Writer
from s2v_core.production.store import NewText, StoredText, TextsStore
from s2v_core.settings import Settings
from tests.support.waiting import until


@pytest.fixture
def texts(settings: Settings) -> Iterator[TextsStore]:
    with TextsStore(settings.jobs_file) as texts:
        yield texts


def ask(texts: TextsStore, kind: str, **config: object) -> str:
    return texts.submit(NewText(kind=kind, config=json.dumps(config)))


def ended(writer: Writer, texts: TextsStore, text: str) -> StoredText:
    def look() -> bool:
        writer.look()
        return texts.text(text).state in ("Finished", "Failed")

    until(look, "the text")
    return texts.text(text)


def test_every_kind_is_written_and_names_who_wrote_it(texts: TextsStore, settings: Settings) -> None:
    writer = Writer(texts, settings, stopped=lambda: False)
    copy = {"keywords": "蛋糕, cake; coffee", "textLength": "200", "targetCount": 2}
    title, script = (ended(writer, texts, ask(texts, kind, **copy)) for kind in ("Title", "MarketingCopy"))
    story = ended(writer, texts, ask(texts, "StoryboardScript", originText="We bake at night.\nYou taste it at eight."))
    for text in (title, script, story):
        assert (text.state, text.failure) == ("Finished", None)
        assert text.result is not None
        assert text.result["Model"] == "templates, no AI"
    assert title.result is not None
    assert [type(entry) for entry in title.result["Texts"]] == [str, str]
    assert story.result is not None
    assert {"Name", "Text"} <= set(story.result["Texts"][0])
    assert writer.at_rest()


def test_what_cannot_be_written_fails_alone(
    texts: TextsStore, settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    writer = Writer(texts, settings, stopped=lambda: False)
    bad = ended(writer, texts, ask(texts, "Poem", keywords="cake"))
    assert bad.failure is not None
    assert (bad.state, bad.failure.code) == ("Failed", "JobError")

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("s2v_core.production.runner.writing.written", broken)
    bug = ended(writer, texts, ask(texts, "Title", keywords="cake", textLength=20, targetCount=1))
    assert bug.state == "Failed"
    assert "ZeroDivisionError" in caplog.text


def test_what_a_runner_left_behind_is_begun_again_by_the_next(texts: TextsStore, settings: Settings) -> None:
    text = ask(texts, "Title", keywords="cake", textLength=20, targetCount=1)
    texts.claim()
    writer = Writer(texts, settings, stopped=lambda: False)
    writer.take_over()
    assert ended(writer, texts, text).attempts == 2


def test_a_runner_that_ends_keeps_no_half(texts: TextsStore, settings: Settings) -> None:
    text = ask(texts, "Title", keywords="cake", textLength=20, targetCount=1)
    writer = Writer(texts, settings, stopped=lambda: True)
    writer.look()
    until(lambda: not any(thread.is_alive() for thread in writer._threads), "the thread")
    assert texts.text(text).state == "Executing"
