"""Material that tests of chunks share."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from s2v_core.media import Assets
from s2v_core.settings import load_settings
from tests.rendering.scene import counting
from tests.support import media


class Shelf:
    """A few files, made once, and ``assets`` that know them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.assets = Assets(load_settings(home=folder / "home", _env_file=None), trusted=True)
        size = (32, 32)
        self.counted = media.write_video(
            folder / "counted.mp4", size=size, frames=40, rate=10, colour=counting(), tone=None
        )
        self.wide = media.write_video(
            folder / "wide.mp4", size=(48, 24), frames=40, rate=20, colour=media.moving((48, 24), 3), tone=None
        )
        self.panned = media.write_video(
            folder / "panned.mp4", size=(48, 48), frames=40, rate=20, colour=_panned, tone=None
        )
        self.animation = media.write_animation(folder / "sticker.gif", size=(12, 12), milliseconds=[100, 300, 200])
        self.still = folder / "still.png"
        cv2.imwrite(str(self.still), _ramp(40, 24))
        self.pattern = folder / "pattern.png"
        cv2.imwrite(str(self.pattern), _pattern())
        self.tall = folder / "tall.png"
        cv2.imwrite(str(self.tall), _ramp(20, 60)[..., ::-1])
        self.badge = media.write_image(folder / "badge.png", size=(10, 10), mode="RGBA", colour=(10, 200, 30, 120))


def _ramp(width: int, height: int) -> np.ndarray:
    across, down = np.linspace(0, 255, width), np.linspace(30, 220, height)
    planes = (np.tile(across, (height, 1)), np.tile(down[:, None], (1, width)), np.full((height, width), 90.0))
    return np.stack(planes, axis=2).astype(np.uint8)


def _pattern() -> np.ndarray:
    """Return squares of many colours."""
    return np.random.default_rng(3).integers(0, 256, (16, 16, 3), np.uint8).repeat(8, 0).repeat(8, 1)


def _panned(index: int) -> np.ndarray:
    return _pattern()[index : index + 48, 2 * index : 2 * index + 48]


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(tmp_path_factory.mktemp("shelf"))
