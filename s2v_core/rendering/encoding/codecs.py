"""The video encoders on offer, and how each is told the preset, the quality and the rest.

Presets are x264's names and the quality is x264's constant rate factor for all of them, so that one setting serves
every encoder. The tables say what the others make of it:

* **libx264** takes both as they are.
* **libx265**: presets as they are; ``crf`` + 2 on its own scale, where footage has about the VMAF it has from x264.
* **libsvtav1**: presets 10 (ultrafast) to 1 (placebo), which take about as long as x264's; ``crf`` * 35 / 23 on its
  scale to 63, so that default (23) meets default (35); footage has about x264's VMAF there.
* **NVENC**: presets p1 (fastest) to p7 (slowest) by libav's words for them; ``cq`` in variable bit rate, on the scale
  of H.264's quantizer, for AV1 stretched to its 63.
* **Quick Sync**: presets veryfast to veryslow, the nearest; ``global_quality`` 1 to 51 (intelligent constant quality).
* **VideoToolbox** has no presets; its own quality from 100 (best) to 1, straight. Constant quality needs Apple silicon.
* **VA-API** has no presets that mean the same on every driver; a constant ``qp`` of 1 to 51.

Names and ranges are those of libav's encoder documentation (``ffmpeg -h encoder=...``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from s2v_core.job.limits import PRESETS
from s2v_core.rendering.encoding.options import EncoderOptions

__all__ = ["CODECS", "SOFTWARE", "Codec", "Family", "Maker", "codec_like"]

Family = Literal["H.264", "HEVC", "AV1"]
Maker = Literal["software", "nvenc", "qsv", "videotoolbox", "vaapi"]
_Settings = Callable[[EncoderOptions], dict[str, str]]

_QSCALE_STEP = 118
"""libav's FF_QP2LAMBDA: its scale of qualities counts in these."""

_SVT_PRESETS = dict(zip(PRESETS, ("10", "10", "9", "8", "7", "6", "5", "4", "3", "1"), strict=True))
_NVENC_PRESETS = dict(zip(PRESETS, ("p1", "p1", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p7"), strict=True))
_QSV_PRESETS = {name: name for name in PRESETS} | {
    "ultrafast": "veryfast",
    "superfast": "veryfast",
    "placebo": "veryslow",
}


@dataclass(frozen=True, kw_only=True)
class Codec:
    """One encoder.

    Attributes:
        name: libav's.
        family: the format of what it makes.
        maker: who does the work.
        tag: the name of the format in MP4 that every player knows (Apple's take HEVC as ``hvc1`` alone).
        pixels: the layout of pixels it takes; frames are converted to it.
        device: libav's kind of device that pictures must be carried to first; empty: it takes them from memory.
        settings: libav's options for ours.
    """

    name: str
    family: Family
    maker: Maker
    tag: str
    pixels: str
    device: str
    settings: _Settings

    @property
    def hardware(self) -> bool:
        """Whether it needs a device."""
        return self.maker != "software"


def _x264(options: EncoderOptions) -> dict[str, str]:
    # Its fast ways to spread what a block is worth over the frames before give another result every time.
    params = {"x264-params": "cpu-independent=1"}
    return {"preset": options.preset, "crf": str(options.crf)} | params | _profile(options)


def _x265(options: EncoderOptions) -> dict[str, str]:
    # info=0: the parameter sets would name the options, and chunks of different machines would not join.
    params = "log-level=none:info=0" + (":pools=1:frame-threads=1" if options.threads == 1 else "")
    return {"preset": options.preset, "crf": str(min(51, options.crf + 2)), "x265-params": params}


def _svt(options: EncoderOptions) -> dict[str, str]:
    params = "irefresh-type=2" + (f":lp={min(options.threads, 6)}" if options.threads else "")
    quality = min(63, max(1, round(options.crf * 35 / 23)))
    return {"preset": _SVT_PRESETS[options.preset], "crf": str(quality), "svtav1-params": params}


def _nvenc(options: EncoderOptions) -> dict[str, str]:
    quality = {"tune": "hq", "rc": "vbr", "b": "0", "cq": str(max(1, options.crf))}
    return {"preset": _NVENC_PRESETS[options.preset]} | quality | _hardware_profile(options)


def _nvenc_av1(options: EncoderOptions) -> dict[str, str]:
    return _nvenc(options) | {"cq": str(max(1, round(options.crf * 63 / 51)))}


def _qsv(options: EncoderOptions) -> dict[str, str]:
    quality = {"global_quality": str(max(1, options.crf))}
    return {"preset": _QSV_PRESETS[options.preset]} | quality | _hardware_profile(options)


def _videotoolbox(options: EncoderOptions) -> dict[str, str]:
    quality = max(1, round(100 * (1 - options.crf / 51)))
    return {"flags": "+qscale", "global_quality": str(quality * _QSCALE_STEP)} | _hardware_profile(options)


def _vaapi(options: EncoderOptions) -> dict[str, str]:
    profile = _hardware_profile(options)
    if profile.get("profile") == "baseline":
        profile["profile"] = "constrained_baseline"
    return {"rc_mode": "CQP", "qp": str(max(1, options.crf))} | profile


def _profile(options: EncoderOptions) -> dict[str, str]:
    return {"profile": options.profile.lower()} if options.profile else {}


def _hardware_profile(options: EncoderOptions) -> dict[str, str]:
    """Return the profile; unlike x264, devices must be told that the smallest one has no B-frames."""
    profile = _profile(options)
    return profile | ({"bf": "0"} if profile.get("profile") == "baseline" else {})


def _without_profile(settings: _Settings) -> _Settings:
    """Return ``settings`` without a profile: ours are H.264's, and the other formats' main one is always right here."""

    def reduced(options: EncoderOptions) -> dict[str, str]:
        return {name: value for name, value in settings(options).items() if name not in ("profile", "bf")}

    return reduced


_TAGS: Mapping[Family, str] = MappingProxyType({"H.264": "avc1", "HEVC": "hvc1", "AV1": "av01"})
_SOFTWARE: tuple[tuple[str, Family, _Settings], ...] = (
    ("libx264", "H.264", _x264),
    ("libx265", "HEVC", _x265),
    ("libsvtav1", "AV1", _svt),
)
_HARDWARE: tuple[tuple[str, Family, Maker, _Settings], ...] = (
    ("h264_nvenc", "H.264", "nvenc", _nvenc),
    ("hevc_nvenc", "HEVC", "nvenc", _without_profile(_nvenc)),
    ("av1_nvenc", "AV1", "nvenc", _without_profile(_nvenc_av1)),
    ("h264_qsv", "H.264", "qsv", _qsv),
    ("hevc_qsv", "HEVC", "qsv", _without_profile(_qsv)),
    ("av1_qsv", "AV1", "qsv", _without_profile(_qsv)),
    ("h264_videotoolbox", "H.264", "videotoolbox", _videotoolbox),
    ("hevc_videotoolbox", "HEVC", "videotoolbox", _without_profile(_videotoolbox)),
    ("h264_vaapi", "H.264", "vaapi", _vaapi),
    ("hevc_vaapi", "HEVC", "vaapi", _without_profile(_vaapi)),
)


def _all() -> Iterator[Codec]:
    for name, family, settings in _SOFTWARE:
        tag = _TAGS[family]
        yield Codec(name=name, family=family, maker="software", tag=tag, pixels="yuv420p", device="", settings=settings)
    for name, family, maker, settings in _HARDWARE:
        yield Codec(
            name=name,
            family=family,
            maker=maker,
            tag=_TAGS[family],
            pixels="nv12" if maker in ("qsv", "vaapi") else "yuv420p",
            device="vaapi" if maker == "vaapi" else "",
            settings=settings,
        )


CODECS: Mapping[str, Codec] = MappingProxyType({codec.name: codec for codec in _all()})
"""Every encoder on offer by libav's name; whether it works here is another matter (``probe``)."""

SOFTWARE: Mapping[Family, Codec] = MappingProxyType({family: CODECS[name] for name, family, _ in _SOFTWARE})
"""The encoder of each family that needs no device."""


def codec_like(codec: Codec, family: Family) -> Codec:
    """Return the encoder of ``family`` by the same maker, else the one that needs no device."""
    same = (other for other in CODECS.values() if other.maker == codec.maker and other.family == family)
    return next(same, SOFTWARE[family])
