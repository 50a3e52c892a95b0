"""Whether encoders work here, and what stands in for those that do not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import av
import pytest

from s2v_core.errors import DependencyMissing
from s2v_core.rendering.encoding import CODECS, EncoderOptions, choose, probe, works
from tests.rendering.encoding.support import SOFTWARE_NAMES, options


def only(*names: str) -> Callable[[EncoderOptions], bool]:
    return lambda wanted: wanted.codec in names


@pytest.mark.parametrize("codec", SOFTWARE_NAMES)
def test_encoders_without_a_device_work_here(codec: str) -> None:
    assert works(options(codec))
    assert choose(options(codec)).message is None


@pytest.mark.parametrize("codec", [name for name, codec in CODECS.items() if codec.hardware])
def test_whatever_devices_there_are_something_of_the_same_format_is_chosen(codec: str) -> None:
    chosen = choose(options(codec))
    assert CODECS[chosen.options.codec].family == CODECS[codec].family
    assert works(chosen.options)
    assert (chosen.message is None) == (chosen.options.codec == codec)


def test_an_encoder_that_loses_frames_does_not_work(monkeypatch: pytest.MonkeyPatch) -> None:
    real = probe.encode
    count = iter(range(1000))

    def losing(stream: Any, frame: Any, **where: Any) -> list[Any]:
        return real(stream, frame, **where) if next(count) != 4 else []

    monkeypatch.setattr(probe, "encode", losing)
    assert not works(options("libx264", crf=37))


@pytest.mark.parametrize(
    "trouble", [av.error.ExternalError(1, "no device"), OSError("no driver"), NotImplementedError(), ValueError()]
)
def test_an_encoder_that_fails_does_not_work(monkeypatch: pytest.MonkeyPatch, trouble: Exception) -> None:
    def failing(*_: Any, **__: Any) -> list[Any]:
        raise trouble

    monkeypatch.setattr(probe, "encode", failing)
    probe._works_once.cache_clear()
    assert not works(options("libx264", crf=38))
    probe._works_once.cache_clear()


def test_a_bug_is_not_taken_for_a_missing_device(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*_: Any, **__: Any) -> list[Any]:
        raise AttributeError("slip")

    monkeypatch.setattr(probe, "encode", wrong)
    with pytest.raises(AttributeError):
        works(options("libx264", crf=39))


def test_the_answer_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    assert works(options("libx264", crf=36))
    monkeypatch.setattr(probe, "_encoded", None)
    assert works(options("libx264", crf=36))


@pytest.mark.parametrize(
    ("wanted", "working", "chosen", "words"),
    [
        ("h264_nvenc", ("h264_nvenc", "libx264"), "h264_nvenc", None),
        ("h264_nvenc", ("libx264",), "libx264", "libx264 is used instead"),
        ("hevc_nvenc", ("libx264", "libx265"), "libx265", "libx265 is used instead"),
        ("av1_nvenc", ("libx264", "libsvtav1"), "libsvtav1", "libsvtav1 is used instead"),
        ("hevc_qsv", ("libx264",), "libx264", "so the outputs are H.264, not HEVC"),
        ("libsvtav1", ("libx264",), "libx264", "so the outputs are H.264, not AV1"),
        ("libx264", ("libx264",), "libx264", None),
    ],
)
def test_what_does_not_work_gives_way_and_says_so(
    wanted: str, working: tuple[str, ...], chosen: str, words: str | None
) -> None:
    asked = options(wanted, preset="slow", crf=19, threads=3)
    result = choose(asked, works=only(*working))
    assert result.options == options(chosen, preset="slow", crf=19, threads=3)
    if words is None:
        assert result.message is None
    else:
        assert result.message is not None
        assert words in result.message
        assert wanted in result.message


def test_the_message_tells_a_missing_device_from_a_missing_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(av, "codecs_available", {"h264_nvenc", "libx264"})
    has = choose(options("h264_nvenc"), works=only("libx264")).message
    lacks = choose(options("h264_vaapi"), works=only("libx264")).message
    assert has is not None
    assert lacks is not None
    assert "does not work on this machine" in has
    assert "not in this build of PyAV" in lacks


def test_nothing_at_all_is_an_error_with_a_remedy() -> None:
    with pytest.raises(DependencyMissing, match="h264_qsv nor libx264") as caught:
        choose(options("h264_qsv"), works=only())
    assert "pip" in caught.value.hint
