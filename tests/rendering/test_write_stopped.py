"""What happens when somebody asks to stop."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import s2v_core.rendering.sound.track as track_module
import s2v_core.rendering.write as write_module
from s2v_core.errors import Cancelled
from s2v_core.media import Assets
from s2v_core.rendering import write_video
from s2v_core.speech import Speaker
from tests.rendering.scene import FAST, left_in, shot, slowly, timeline


@pytest.mark.parametrize("workers", [1, 3])
def test_stopping_ends_the_work_at_the_next_frame(
    counted: Path, out: Path, assets: Assets, speaker: Speaker, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    composed = slowly(monkeypatch)
    seen: list[int] = []

    def enough() -> bool:
        seen.append(len(composed))
        return seen[-1] > 5

    with pytest.raises(Cancelled):
        write_video(
            timeline([shot(counted, 0, 300)]),
            out,
            assets=assets,
            speaker=speaker,
            encoder=FAST,
            workers=workers,
            cancelled=enough,
        )
    assert left_in(out.parent) == []
    assert [number > 5 for number in seen].count(True) == 1
    assert len(composed) <= seen[-1] + 2 * workers


def test_stopping_ends_the_mixing_of_the_sound_when_nothing_else_is_left_to_do(
    counted: Path, out: Path, assets: Assets, speaker: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    composed = slowly(monkeypatch)
    mixing = threading.Event()

    def mixed_for_long(*_args: object, check: Callable[[], None], **_options: object) -> None:
        for turn in range(1000):
            if turn == 30 and composed:
                mixing.set()
            check()
            time.sleep(0.01)
        raise AssertionError("nobody stopped the mixing")

    monkeypatch.setattr(track_module, "mix", mixed_for_long)
    with pytest.raises(Cancelled):
        write_video(
            timeline([shot(counted, 0, 2)]),
            out,
            assets=assets,
            speaker=speaker,
            encoder=FAST,
            cancelled=mixing.is_set,
        )
    assert left_in(out.parent) == []


def test_stopping_ends_the_joining(
    counted: Path, out: Path, assets: Assets, speaker: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    joining = threading.Event()
    join = write_module.join

    def noted(*args: Any, **options: Any) -> None:
        joining.set()
        join(*args, **options)

    monkeypatch.setattr(write_module, "join", noted)
    with pytest.raises(Cancelled):
        write_video(
            timeline([shot(counted, 0, 90)]),
            out,
            assets=assets,
            speaker=speaker,
            encoder=FAST,
            cancelled=joining.is_set,
        )
    assert left_in(out.parent) == []


def test_a_failure_keeps_the_file_that_was_there(counted: Path, out: Path, assets: Assets, speaker: Speaker) -> None:
    out.write_bytes(b"yesterday's")
    with pytest.raises(Cancelled):
        write_video(
            timeline([shot(counted, 0, 9)]), out, assets=assets, speaker=speaker, encoder=FAST, cancelled=lambda: True
        )
    assert left_in(out.parent) == ["video.mp4"]
    assert out.read_bytes() == b"yesterday's"
