"""Which encoder a batch gets, and what it is told about it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import av
import pytest

from s2v_core.cache import Cache
from s2v_core.errors import SettingsError
from s2v_core.job import Job, parse_job
from s2v_core.media import Assets
from s2v_core.production import encoder_options, encoders, examine, produce, with_encoder
from s2v_core.rendering.encoding import CODECS, Chosen, EncoderOptions
from s2v_core.settings import Settings, load_settings
from s2v_core.speech import Speaker
from tests.support.jobs import small_job


def job_with(tmp_path: Path, **video: Any) -> Job:
    document = small_job(tmp_path)
    document["OutputConfig"]["Video"] = video
    job, problems = parse_job(document)
    assert job is not None, problems
    return job


def settings_with(tmp_path: Path, **values: Any) -> Settings:
    return load_settings(home=tmp_path / "home", _env_file=None, **values)


@pytest.fixture
def every_encoder_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoders, "choose", Chosen)


@pytest.mark.usefixtures("every_encoder_works")
def test_the_settings_decide_what_the_job_leaves_open(tmp_path: Path) -> None:
    settings = settings_with(tmp_path, encoder="nvenc", preset="Slow", crf=30)
    options, problems = encoder_options(job_with(tmp_path), settings)
    assert (options.codec, options.preset, options.crf, options.profile) == ("h264_nvenc", "slow", 30, None)
    assert problems == ()


@pytest.mark.usefixtures("every_encoder_works")
def test_lossless_quality_gives_way_to_what_players_can_show(tmp_path: Path) -> None:
    options, problems = encoder_options(job_with(tmp_path, Crf=0), settings_with(tmp_path))
    assert options.crf == 1
    assert [(problem.path, problem.severity) for problem in problems] == [("OutputConfig.Video.Crf", "warning")]


@pytest.mark.usefixtures("every_encoder_works")
def test_what_the_job_names_wins_over_the_settings(tmp_path: Path) -> None:
    settings = settings_with(tmp_path, preset="slow", crf=30)
    options, _ = encoder_options(job_with(tmp_path, Preset="faster", Crf=1, Profile="High"), settings)
    assert (options.codec, options.preset, options.crf, options.profile) == ("libx264", "faster", 1, "high")


@pytest.mark.usefixtures("every_encoder_works")
@pytest.mark.parametrize(
    ("codec", "encoder", "made_by"),
    [
        ("H.265", "libx264", "libx265"),
        ("HEVC", "nvenc", "hevc_nvenc"),
        ("H.264", "hevc_qsv", "h264_qsv"),
        ("h264", "libx264", "libx264"),
        ("AV1", "videotoolbox", "libsvtav1"),
        ("", "av1", "libsvtav1"),
        ("VP9", "hevc", "libx265"),
    ],
)
def test_a_format_in_the_job_is_made_by_the_chosen_maker(
    tmp_path: Path, codec: str, encoder: str, made_by: str
) -> None:
    options, _ = encoder_options(job_with(tmp_path, Codec=codec), settings_with(tmp_path, encoder=encoder))
    assert options.codec == made_by


@pytest.mark.parametrize("codec", ["H.264", "H265", "hevc", "AV1", "avc"])
def test_formats_that_are_made_are_not_warned_of(tmp_path: Path, codec: str) -> None:
    document = small_job(tmp_path)
    document["OutputConfig"]["Video"] = {"Codec": codec}
    assert [problem for problem in parse_job(document)[1] if "Codec" in problem.path] == []
    document["OutputConfig"]["Video"] = {"Codec": "VP9"}
    assert [problem.severity for problem in parse_job(document)[1] if "Codec" in problem.path] == ["warning"]


@pytest.mark.parametrize(
    ("values", "where"), [({"encoder": "hvec"}, "S2V_ENCODER"), ({"preset": "quick"}, "S2V_PRESET")]
)
def test_settings_that_name_nothing_are_refused(tmp_path: Path, values: dict[str, str], where: str) -> None:
    with pytest.raises(SettingsError) as caught:
        encoder_options(job_with(tmp_path), settings_with(tmp_path, **values))
    assert caught.value.where == where


@pytest.mark.usefixtures("every_encoder_works")
def test_a_profile_of_h264_for_another_format_is_a_warning(tmp_path: Path) -> None:
    job = job_with(tmp_path, Profile="main")
    assert encoder_options(job, settings_with(tmp_path))[1] == ()
    (problem,) = encoder_options(job, settings_with(tmp_path, encoder="hevc"))[1]
    assert (problem.path, problem.severity) == ("OutputConfig.Video.Profile", "warning")


@pytest.mark.usefixtures("every_encoder_works")
def test_an_explicit_wish_wins_over_job_and_settings(tmp_path: Path) -> None:
    job = job_with(tmp_path, Codec="H.265", Preset="slow", Crf=20, Fps=30)
    changed = with_encoder(job, settings_with(tmp_path), encoder="quicksync", preset="Fast", crf=1)
    options, _ = encoder_options(*changed)
    assert (options.codec, options.preset, options.crf) == ("h264_qsv", "fast", 1)
    assert changed[0].output_config.video.fps == job.output_config.video.fps
    assert with_encoder(job, settings_with(tmp_path)) == (job, settings_with(tmp_path))
    for wish in ({"encoder": "hvec"}, {"preset": "quick"}):
        with pytest.raises(SettingsError):
            with_encoder(job, settings_with(tmp_path), **wish)


def test_an_encoder_that_does_not_work_is_named_once_and_the_batch_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_devices(wanted: EncoderOptions) -> Chosen:
        assert wanted.codec == "hevc_nvenc"
        return Chosen(EncoderOptions(codec="libx265", preset="ultrafast"), "The encoder hevc_nvenc is on strike.")

    monkeypatch.setattr(encoders, "choose", without_devices)
    settings = settings_with(tmp_path, encoder="hevc_nvenc")
    with Speaker(settings, Cache(settings.cache_dir)) as speaker:
        result = produce(
            job_with(tmp_path),
            out=tmp_path / "out",
            assets=Assets(settings, trusted=True),
            speaker=speaker,
            settings=settings,
        )
    assert not result.failed
    named = [problem for problem in result.problems if "strike" in problem.message]
    assert [problem.severity for problem in named] == ["warning"]
    manifest = json.loads(result.manifest.read_text(encoding="utf-8"))
    assert sum("strike" in problem["Message"] for problem in manifest["Problems"]) == 1
    for output in result.outputs:
        with av.open(str(output.files["Video"])) as container:
            assert container.streams.video[0].codec_context.name == "hevc"
            assert container.streams.video[0].codec_context.codec_tag == "hvc1"


def test_the_examination_names_what_works(settings: Settings) -> None:
    found = {finding.subject: finding for finding in examine(settings)}
    assert {found[f"encoder {name}"].state for name in ("libx264", "libx265", "libsvtav1", "aac")} == {"good"}
    assert found["hardware encoders"].state == "good"
    assert "chosen encoder" not in found


def test_the_examination_names_a_chosen_encoder_that_does_not_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    working = {"libx264", "h264_nvenc"}
    monkeypatch.setattr("s2v_core.production.health.works", lambda options: options.codec in working)
    settings = settings_with(tmp_path, encoder="h264_vaapi")
    found = {finding.subject: finding for finding in examine(settings)}
    assert (found["encoder libx264"].state, found["encoder libx265"].state) == ("good", "fair")
    assert found["hardware encoders"].message == "h264_nvenc"
    assert found["chosen encoder"].state == "fair"
    assert "h264_vaapi" in found["chosen encoder"].message or "h264_vaapi" in CODECS


def test_the_examination_names_a_setting_that_names_no_encoder(tmp_path: Path) -> None:
    found = {finding.subject: finding for finding in examine(settings_with(tmp_path, encoder="hvec"))}
    assert found["encoders"].state == "bad"
    assert "hevc" in found["encoders"].remedy
