"""Drawing, encoding and writing all sample media.

Everything comes out of code with fixed seeds, so that the same versions of the libraries give the same files.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import skia
from PIL import Image

from art import bar, brand, cups, farm, music, paint, shop, stills, street

MEDIA = Path(__file__).resolve().parent.parent / "media"


@dataclass(frozen=True)
class Clip:
    """A scene as a video file."""

    scene: Callable[[int, int], paint.Scene]
    size: tuple[int, int]
    seconds: float
    rate: int
    quality: int = 22
    start: float = 0.0


@dataclass(frozen=True)
class Still:
    """A scene at one moment as a JPEG file."""

    scene: Callable[[int, int], paint.Scene]
    size: tuple[int, int]
    moment: float = 1.0


CLIPS = {
    "valley_sunrise": Clip(farm.sunrise, (1080, 1920), 5, 25),
    "coffee_cherries": Clip(farm.cherries, (1080, 1920), 4, 25),
    "roasting_drum": Clip(shop.roast, (1080, 1080), 4, 25, 28),
    "pour_over": Clip(bar.pour, (1080, 1920), 5, 30),
    "morning_cup": Clip(cups.steaming, (1080, 1920), 5, 25),
    "latte_leaf": Clip(cups.latte, (1080, 1080), 5, 30),
    "valley_blend": Clip(shop.hero, (1080, 1920), 4, 25, 26),
    "cargo_bike": Clip(street.ride, (1920, 1080), 5, 24, 26),
    "sign": Clip(shop.sign, (1080, 1920), 5, 25),
}
STILLS = {
    "valley_dusk": Still(farm.dusk, (2400, 1600)),
    "shop_shelf": Still(stills.shelf, (1600, 2000)),
    "tasting_table": Still(stills.tasting, (2000, 1500)),
}
OTHERS: dict[str, Callable[[], None]] = {
    "logo": lambda: brand.logo(MEDIA / "logo.png"),
    "badge": lambda: brand.badge(MEDIA / "badge.png"),
    "badge_turning": lambda: brand.turning_badge(MEDIA / "badge_turning.webp"),
    "slow_morning": lambda: music.write(MEDIA / "slow_morning.opus", music.compose()),
}


def film(name: str, clip: Clip) -> None:
    """Render and encode one clip (H.264, yuv420p, BT.709)."""
    width, height = clip.size
    draw = clip.scene(width, height)
    surface = skia.Surface(width, height)
    with av.open(
        str(MEDIA / f"{name}.mp4"), "w", options={"movflags": "+faststart", "fflags": "+bitexact"}
    ) as container:
        options = {"crf": str(clip.quality), "preset": "slow", "tune": "animation", "aq-mode": "3", "threads": "4"}
        stream = container.add_stream("libx264", rate=clip.rate, options=options)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.codec_context.color_primaries = stream.codec_context.color_trc = stream.codec_context.colorspace = 1
        stream.codec_context.color_range = 1
        for index in range(round(clip.seconds * clip.rate)):
            draw(surface.getCanvas(), clip.start + index / clip.rate)
            frame = av.VideoFrame.from_ndarray(_pixels(surface), format="rgb24")
            container.mux(
                stream.encode(frame.reformat(format="yuv420p", dst_colorspace="ITU709", dst_color_range="MPEG"))
            )
        container.mux(stream.encode(None))


def photograph(name: str, still: Still) -> None:
    """Render one still."""
    surface = skia.Surface(*still.size)
    still.scene(*still.size)(surface.getCanvas(), still.moment)
    Image.fromarray(_pixels(surface)).save(MEDIA / f"{name}.jpg", quality=86, optimize=True, progressive=True)


def _pixels(surface: skia.Surface) -> np.ndarray:
    rgba = surface.makeImageSnapshot().toarray(colorType=skia.kRGBA_8888_ColorType)
    return np.ascontiguousarray(rgba[:, :, :3])


def make(names: Sequence[str]) -> None:
    """Make the named media, or all."""
    MEDIA.mkdir(exist_ok=True)
    for name, clip in CLIPS.items():
        if not names or name in names:
            film(name, clip)
    for name, still in STILLS.items():
        if not names or name in names:
            photograph(name, still)
    for name, write in OTHERS.items():
        if not names or name in names:
            write()
    total = sum(path.stat().st_size for path in MEDIA.iterdir())
    print(f"{len(list(MEDIA.iterdir()))} files, {total / 1e6:.1f} MB in {MEDIA}")
