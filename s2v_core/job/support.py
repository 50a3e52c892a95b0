"""What the product does not honour yet, in one table: a feature that arrives takes its lines out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from s2v_core.job.document import Job
from s2v_core.job.findings import Findings, Place

__all__ = ["UNSUPPORTED", "Unsupported", "check_support"]


def _is_set(value: Any, _: Mapping[str, Any]) -> bool:
    return bool(value)


def _is_given(value: Any, _: Mapping[str, Any]) -> bool:
    return value not in (None, "")


def _is_option(value: Any, _: Mapping[str, Any]) -> bool:
    return value not in (None, "", False) and not isinstance(value, Mapping)


def _asks_for_notice(value: Any, _: Mapping[str, Any]) -> bool:
    return "NotifyAddress" in value if isinstance(value, str | Mapping) else False


def _other_than(*values: Any) -> Callable[[Any, Mapping[str, Any]], bool]:
    return lambda value, _: (value.lower() if isinstance(value, str) else value) not in (None, "", *values)


@dataclass(frozen=True)
class Unsupported:
    """A field that is read and kept but changes nothing.

    ``path`` is the vendor's; ``*`` stands for every list position or key. The warning is given when ``matters``
    says so of the value and the object that holds it.
    """

    path: str
    message: str
    hint: str = ""
    matters: Callable[[Any, Mapping[str, Any]], bool] = _is_set


_NOT_YET = "is not carried out yet and changes nothing"
_PROCESS = "EditingConfig.ProcessConfig"
_VARIATION = f"This variation of the picture {_NOT_YET}."
_OTHER_PRODUCT = "This field belongs to the vendor's movie compilations, not to Script-to-Video; it changes nothing."

UNSUPPORTED: tuple[Unsupported, ...] = (
    Unsupported(
        "EditingConfig.MediaConfig.MediaMetaDataArray.*.Opacity",
        f"The opacity of one asset {_NOT_YET}.",
        "",
        _other_than(1),
    ),
    Unsupported("EditingConfig.SpeechConfig.CustomizedVoice", f"A cloned voice {_NOT_YET}.", "Choose one with Voice."),
    Unsupported(f"{_PROCESS}.EnableClipDetection", _OTHER_PRODUCT),
    Unsupported(f"{_PROCESS}.EnableTemporalOpt", _OTHER_PRODUCT),
    Unsupported(f"{_PROCESS}.EnableSmartCrop", _VARIATION),
    Unsupported(f"{_PROCESS}.EnableSmartZoom", _VARIATION),
    Unsupported(f"{_PROCESS}.EnableSmartMirror", _VARIATION),
    Unsupported(f"{_PROCESS}.EnableTransparentMask", _VARIATION),
    Unsupported(f"{_PROCESS}.EnableRandomSpeed", _VARIATION),
    Unsupported("EditingConfig.ProduceConfig.CoverConfig.*", "A cover picture is not made yet.", "", _is_given),
    Unsupported("EditingConfig.ProduceConfig.*", f"This production option {_NOT_YET}.", "", _is_option),
    Unsupported("OutputConfig.Bitrate", f"A fixed bit rate {_NOT_YET}.", "Use Video.Crf."),
    Unsupported("OutputConfig.Video.Bitrate", f"A fixed bit rate {_NOT_YET}.", "Use Crf."),
    Unsupported("OutputConfig.Video.Gop", f"The distance of key frames {_NOT_YET}."),
    Unsupported(
        "OutputConfig.Video.Codec",
        "Outputs are H.264, H.265 or AV1; this is none of them.",
        "Leave Codec out.",
        _other_than("h.264", "h264", "avc", "h.265", "h265", "hevc", "av1"),
    ),
    Unsupported(
        "OutputConfig.StorageLocation",
        "Submitted jobs are written there; `render` writes to the folder that it is given.",
    ),
    Unsupported(
        "UserData", "This address is told when a submitted job has ended; `render` tells nobody.", "", _asks_for_notice
    ),
    Unsupported(
        "InputConfig.SceneInfo", "SceneInfo belongs to image-text matching and changes nothing here.", "Leave it out."
    ),
)


def names_below(holder: str) -> frozenset[str]:
    """Return the names that the table knows directly below a path (with ``*`` for positions and keys)."""
    return frozenset(line.path.rpartition(".")[2] for line in UNSUPPORTED if line.path.rpartition(".")[0] == holder)


def check_support(job: Job, found: Findings) -> None:
    """Warn of every field that is set to something that will not happen."""
    document = job.to_json()
    for line in UNSUPPORTED:
        if found.full:
            found.left_out = max(found.left_out, 1)
            return
        for place, value, holder in _matches(document, tuple(line.path.split(".")), ()):
            if line.matters(value, holder):
                found.warn(place, line.message, line.hint)


def _matches(holder: Any, way: tuple[str, ...], place: Place) -> Iterator[tuple[Place, Any, Mapping[str, Any]]]:
    name, *rest = way
    parts: Iterator[tuple[str | int, Any]]
    if name == "*" and isinstance(holder, list):
        parts = iter(enumerate(holder))
    elif isinstance(holder, Mapping):
        parts = iter([(key, value) for key, value in holder.items() if name in ("*", key)])
    else:
        return
    for part, value in parts:
        if rest:
            yield from _matches(value, tuple(rest), (*place, part))
        elif isinstance(holder, Mapping):
            yield (*place, part), value, holder
