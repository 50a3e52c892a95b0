"""What each encoder is told, and by which names it is found."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s2v_core.errors import SettingsError
from s2v_core.job.limits import PRESETS
from s2v_core.rendering.encoding import (
    CODECS,
    ENCODER_NAMES,
    SOFTWARE,
    EncoderOptions,
    check_preset,
    codec_like,
    family_named,
    find_codec,
)


def told(name: str, **options: Any) -> dict[str, str]:
    return CODECS[name].settings(EncoderOptions(codec=name, **options))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("libx264", {"preset": "veryfast", "crf": "23"}),
        ("libx265", {"preset": "veryfast", "crf": "25"}),
        ("libsvtav1", {"preset": "9", "crf": "35"}),
        ("h264_nvenc", {"preset": "p1", "rc": "vbr", "cq": "23", "b": "0"}),
        ("av1_nvenc", {"preset": "p1", "rc": "vbr", "cq": "28", "b": "0"}),
        ("hevc_qsv", {"preset": "veryfast", "global_quality": "23"}),
        ("h264_videotoolbox", {"flags": "+qscale", "global_quality": str(55 * 118)}),
        ("hevc_vaapi", {"rc_mode": "CQP", "qp": "23"}),
    ],
)
def test_the_usual_setting_in_the_words_of_each(name: str, expected: dict[str, str]) -> None:
    settings = told(name)
    assert {key: settings[key] for key in expected} == expected


@pytest.mark.parametrize("name", CODECS)
def test_every_preset_is_known_and_slower_ones_are_never_faster(name: str) -> None:
    order = {
        "x264": PRESETS,
        "x265": PRESETS,
        "svtav1": tuple(str(number) for number in range(13, -1, -1)),
        "nvenc": ("p1", "p2", "p3", "p4", "p5", "p6", "p7"),
        "qsv": ("veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow"),
    }
    said = [told(name, preset=preset).get("preset") for preset in PRESETS]
    kind = next((words for part, words in order.items() if part in name), None)
    if kind is None:
        assert said == [None] * len(PRESETS)
    else:
        places = [kind.index(word or "") for word in said]
        assert places == sorted(places)
        assert len(set(places)) > 5


def quality(name: str, crf: int) -> float:
    """Return what the encoder is told, turned so that more is worse."""
    settings = told(name, crf=crf)
    if "videotoolbox" in name:
        return -int(settings["global_quality"])
    return next(int(settings[key]) for key in ("crf", "cq", "global_quality", "qp") if key in settings)


@pytest.mark.parametrize("name", CODECS)
def test_a_higher_crf_is_never_better_and_stays_in_range(name: str) -> None:
    values = [quality(name, crf) for crf in range(52)]
    assert all(before <= after for before, after in pairwise(values))
    assert len(set(values)) > 35
    lowest, highest = {
        "libx264": (0, 51),
        "libx265": (2, 51),
        "libsvtav1": (1, 63),
        "av1_nvenc": (1, 63),
        "h264_videotoolbox": (-11800, -118),
        "hevc_videotoolbox": (-11800, -118),
    }.get(name, (1, 51))
    assert (values[0], values[-1]) == (lowest, highest)


@pytest.mark.parametrize("name", CODECS)
@pytest.mark.parametrize("profile", ["baseline", "Main", "high"])
def test_a_profile_is_told_to_h264_alone(name: str, profile: str) -> None:
    settings = told(name, profile=profile)
    expected = "constrained_baseline" if (name, profile) == ("h264_vaapi", "baseline") else profile.lower()
    assert settings.get("profile") == (expected if CODECS[name].family == "H.264" else None)
    without_b = CODECS[name].hardware and CODECS[name].family == "H.264" and profile == "baseline"
    assert settings.get("bf") == ("0" if without_b else None)


def test_one_thread_is_told_to_those_that_count_themselves() -> None:
    assert "pools=1:frame-threads=1" in told("libx265", threads=1)["x265-params"]
    assert "pools" not in told("libx265", threads=0)["x265-params"]
    assert "lp=1" in told("libsvtav1", threads=1)["svtav1-params"]
    assert "lp" not in told("libsvtav1", threads=0)["svtav1-params"]
    assert "lp=6" in told("libsvtav1", threads=40)["svtav1-params"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("libx264", "libx264"),
        (" LibX265 ", "libx265"),
        ("h264", "libx264"),
        ("H.264", "libx264"),
        ("H.265", "libx265"),
        ("hevc", "libx265"),
        ("x265", "libx265"),
        ("AV1", "libsvtav1"),
        ("nvenc", "h264_nvenc"),
        ("Quick Sync", "h264_qsv"),
        ("quicksync", "h264_qsv"),
        ("VideoToolbox", "h264_videotoolbox"),
        ("VA-API", "h264_vaapi"),
        ("hevc_vaapi", "hevc_vaapi"),
    ],
)
def test_encoders_are_found_by_the_names_people_use(text: str, name: str) -> None:
    assert find_codec(text).name == name


def test_every_name_that_is_shown_is_known() -> None:
    assert {find_codec(name).name for name in ENCODER_NAMES} == set(CODECS)


@pytest.mark.parametrize(("text", "meant"), [("hvec", "hevc"), ("libx246", "libx264"), ("h264_nvec", "h264_nvenc")])
def test_a_slip_of_the_pen_is_told_what_was_meant(text: str, meant: str) -> None:
    with pytest.raises(SettingsError, match=text) as caught:
        find_codec(text)
    assert meant in caught.value.hint
    assert caught.value.where == "S2V_ENCODER"


@given(st.text(alphabet="zq~ .\x00é"))
def test_any_other_text_is_refused_with_the_choice(text: str) -> None:
    for find in (find_codec, check_preset):
        with pytest.raises(SettingsError) as caught:
            find(text)
        assert caught.value.hint


@pytest.mark.parametrize("preset", PRESETS)
def test_presets_are_x264s(preset: str) -> None:
    assert check_preset(f" {preset.upper()} ") == preset


@pytest.mark.parametrize("preset", ["", "quick", "p4", "8"])
def test_other_presets_are_refused_with_the_choice(preset: str) -> None:
    with pytest.raises(SettingsError, match="preset") as caught:
        check_preset(preset, where="here")
    assert "veryfast" in caught.value.hint
    assert caught.value.where == "here"


@pytest.mark.parametrize(
    ("name", "family", "other"),
    [
        ("h264_nvenc", "AV1", "av1_nvenc"),
        ("hevc_qsv", "H.264", "h264_qsv"),
        ("h264_videotoolbox", "AV1", "libsvtav1"),
        ("libsvtav1", "HEVC", "libx265"),
    ],
)
def test_another_format_is_made_by_the_same_maker_where_it_can(name: str, family: Any, other: str) -> None:
    assert codec_like(CODECS[name], family).name == other


def test_each_format_has_an_encoder_without_a_device() -> None:
    assert {family: codec.name for family, codec in SOFTWARE.items()} == {
        "H.264": "libx264",
        "HEVC": "libx265",
        "AV1": "libsvtav1",
    }
    assert [family_named(text) for text in ("H.264", "hevc", "AV1", "VP9", "")] == ["H.264", "HEVC", "AV1", None, None]
