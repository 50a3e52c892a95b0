"""The sample brand: complete, small, and free of problems."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import pytest
from PIL import Image

from s2v_core.job import load_job

SAMPLES = Path(__file__).resolve().parent.parent / "sample_assets"
JOBS = ("global.json", "segmented.json", "chinese.json")
BUDGET_BYTES = 10_000_000


def references(value: Any) -> Iterator[str]:
    """Every piece of text in a document that names a file of the sample's media folder."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from references(item)
    if isinstance(value, str) and value.startswith("media/"):
        yield value


def document(name: str) -> dict[str, Any]:
    return dict(json.loads((SAMPLES / name).read_text(encoding="utf-8")))


def test_the_samples_stay_within_their_size() -> None:
    assert 0 < sum(path.stat().st_size for path in (SAMPLES / "media").iterdir()) <= BUDGET_BYTES


@pytest.mark.parametrize("name", JOBS)
def test_a_sample_job_has_no_problem(name: str) -> None:
    job, problems = load_job(SAMPLES / name)
    assert job is not None
    assert problems == ()
    assert job.mode == ("segmented" if name == "segmented.json" else "global")


@pytest.mark.parametrize("name", JOBS)
def test_every_file_that_a_sample_job_names_is_there(name: str) -> None:
    found = set(references(document(name)))
    assert len(found) > 8
    assert [reference for reference in found if not (SAMPLES / reference).is_file()] == []


def test_every_file_is_used_or_offered() -> None:
    used = {reference for name in JOBS for reference in references(document(name))}
    there = {f"media/{path.name}" for path in (SAMPLES / "media").iterdir()}
    assert there - used <= {"media/logo.png"}


@pytest.mark.parametrize("path", sorted((SAMPLES / "media").glob("*.mp4")), ids=lambda path: path.stem)
def test_a_sample_clip_is_a_short_full_hd_video(path: Path) -> None:
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert min(stream.width, stream.height) == 1080
        assert stream.codec_context.pix_fmt == "yuv420p"
        assert 3 <= stream.frames / float(stream.average_rate or 1) <= 6


@pytest.mark.parametrize("name", ["logo.png", "badge.png", "badge_turning.webp"])
def test_logo_and_stickers_have_a_transparent_ground(name: str) -> None:
    with Image.open(SAMPLES / "media" / name) as image:
        corner = image.convert("RGBA").getpixel((0, 0))
        assert isinstance(corner, tuple)
        assert corner[3] == 0
        assert getattr(image, "n_frames", 1) == (36 if name == "badge_turning.webp" else 1)
