"""A joined file in Chromium: it loads, plays, and shows the right picture wherever one jumps."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from s2v_core.media import Assets
from s2v_core.rendering import EncoderOptions, write_video
from s2v_core.speech import Speaker
from tests.rendering.chunks.files import cut_at
from tests.rendering.scene import grey, shot, timeline, with_music
from tests.support import media

_CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
_OPTIONS = EncoderOptions(preset="medium", crf=12)
_RATE = Fraction(30000, 1001)
_SHOTS = (1, 40, 3, 95, 61)
"""Frames of each shot, which is a chunk of its own."""

_PAGE = """<!doctype html><title>player</title><video id=v muted preload=auto></video><script>
const video = document.getElementById("v");
const failed = new Promise((_, no) => video.addEventListener("error", () => no(new Error(video.error.message))));
const late = name => new Promise((_, no) => setTimeout(() => no(new Error("waited in vain for " + name)), 15000));
const happens = name =>
  Promise.race([failed, late(name), new Promise(yes => video.addEventListener(name, yes, {once: true}))]);
const drawn = () => new Promise(yes => requestAnimationFrame(() => requestAnimationFrame(yes)));
async function load(name) {
  const ready = happens("canplaythrough");
  video.src = name;
  await ready;
  return {duration: video.duration, width: video.videoWidth, height: video.videoHeight, state: video.readyState};
}
async function levelAt(seconds) {
  const arrived = happens("seeked");
  video.currentTime = seconds;
  await arrived;
  await drawn();
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 8;
  const context = canvas.getContext("2d");
  context.drawImage(video, 0, 0, 8, 8);
  return Array.from(context.getImageData(4, 4, 1, 1).data.slice(0, 3));
}
async function playToTheEnd(from) {
  video.currentTime = from;
  await happens("seeked");
  const ended = happens("ended");
  await video.play();
  await ended;
  const quality = video.getVideoPlaybackQuality();
  return {at: video.currentTime, corrupted: quality.corruptedVideoFrames, shown: quality.totalVideoFrames};
}
</script>"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if _CHROMIUM is None:
        pytest.skip("no chromium is installed")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def player(browser: Any, out: Path) -> Iterator[Any]:
    """A page beside the file; what it asks for below one made-up address is read from the folder."""

    def serve(route: Any) -> None:
        name = route.request.url.rsplit("/", 1)[1]
        if name == "player.html":
            route.fulfill(body=_PAGE, content_type="text/html")
        else:
            route.fulfill(**_part(out.parent / name, route.request.headers.get("range", "")))

    page = browser.new_page()
    page.route("http://player.test/**", serve)
    page.goto("http://player.test/player.html")
    yield page
    page.close()


def _part(path: Path, asked: str) -> dict[str, Any]:
    """Answer a request for a part of a file, as browsers make them to jump."""
    data = path.read_bytes()
    first, _, last = asked.removeprefix("bytes=").partition("-")
    start = int(first or 0)
    end = int(last) + 1 if last else len(data)
    headers = {"Accept-Ranges": "bytes", "Content-Range": f"bytes {start}-{end - 1}/{len(data)}"}
    headers["Content-Type"] = "video/mp4"
    return {"status": 206, "headers": headers, "body": data[start:end]}


def test_a_joined_file_plays_in_chromium(
    tmp_path: Path, out: Path, assets: Assets, speaker: Speaker, player: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def numbered(index: int) -> np.ndarray:
        return np.full((64, 64, 3), grey(index), np.uint8)

    source = media.write_video(
        tmp_path / "numbered.mp4", size=(64, 64), frames=200, rate=_RATE, colour=numbered, tone=None
    )
    length = sum(_SHOTS)
    starts = [sum(_SHOTS[:number]) for number in range(len(_SHOTS))]
    shots = [
        shot(source, start, start + frames, source_in=float(start / _RATE))
        for start, frames in zip(starts, _SHOTS, strict=True)
    ]
    cut_at(monkeypatch, *starts[1:])
    scene = with_music(timeline(shots, size=(64, 64), rate=_RATE), media.write_tone(tmp_path / "tone.wav"))
    assert write_video(scene, out, assets=assets, speaker=speaker, encoder=_OPTIONS).chunks_encoded == len(_SHOTS)

    seen = player.evaluate("load('video.mp4')")
    assert seen["duration"] == pytest.approx(float(length / _RATE), abs=0.05)
    assert (seen["width"], seen["height"], seen["state"]) == (64, 64, 4)
    for frame in (150, 0, 41, 40, 43, 44, 138, 139, length - 1, 1):
        levels = player.evaluate(f"levelAt({float((frame + Fraction(1, 2)) / _RATE)})")
        assert levels == pytest.approx([grey(frame)] * 3, abs=4), frame
    end = player.evaluate(f"playToTheEnd({float((length - 20) / _RATE)})")
    assert end["at"] == pytest.approx(float(length / _RATE), abs=0.05)
    assert end["corrupted"] == 0
    assert end["shown"] > 0
