"""hibari, inside a voice worker: English speech with exact word times.

The network computes how long every phoneme sounds but does not give it out. For the model files whose graph is known,
that tensor is added to the graph's outputs (a second ``graph`` field is merged by the protobuf parser); the sound
stays bit-identical. Any other model file speaks without times.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hibari
import numpy as np
import onnxruntime
from hibari import dsp
from hibari.g2p.normalize import normalize
from hibari.voices import voice_path
from numpy.typing import NDArray

from s2v_core.speech.hosts import HostWord, Utterance
from s2v_core.speech.tempo import stretched

__all__ = ["HibariHost", "place_words"]

_DURATIONS = "/Cast_32_output_0"
_INT64 = 7
_SECONDS_PER_UNIT = 0.025
_LATE = 0.035
"""Seconds by which the durations lag behind the onset of sound, measured on twelve sentences (31 ms to 41 ms)."""

_SLOWEST_REST, _FASTEST_REST = 0.8, 1.5

_KNOWN_VERSION = "0.2.1"
_KNOWN_MODELS = frozenset({"5f70741d4e900f4e85d0037498736cc1b3e1b9a63a13546a5da1e63abf4fccd8"})
_LONGEST = 400
_PIECE = re.compile(r"[^\W_]+(?:'[^\W_]+)*")

TimedPiece = tuple[str, float, float]
_Span = tuple[str, int, int]


@dataclass(frozen=True)
class _Sounds:
    """Phoneme ids of a part of a text and where its tokens stand in them."""

    ids: list[int]
    spans: list[_Span]


class HibariHost:
    """Models are loaded when their voice is first asked for."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        self._models: dict[str, tuple[hibari.Hibari, bool]] = {}

    def speak(self, text: str, voice: str, speed: float) -> Utterance:
        """Speak English ``text``; deterministic. Characters that are not English are silent."""
        model, timed = self._model(voice)
        if not timed:
            return Utterance(model(text, speed=speed, seed=0), hibari.SAMPLE_RATE)
        generator = np.random.default_rng(0)
        parts: list[NDArray[np.float32]] = []
        pieces: list[TimedPiece] = []
        at = 0.0
        for sounds in _split(_sounds_of(model, text)):
            samples, found = _say(model, sounds, speed, generator)
            parts.append(samples)
            pieces += [(piece, at + start, at + end) for piece, start, end in found]
            at += len(samples) / hibari.SAMPLE_RATE
        samples = np.concatenate(parts) if parts else np.zeros(0, np.float32)
        return Utterance(samples, hibari.SAMPLE_RATE, place_words(text, pieces))

    def _model(self, voice: str) -> tuple[hibari.Hibari, bool]:
        if voice not in self._models:
            path = Path(voice_path(voice, download_missing=False))
            graph = path.read_bytes()
            timed = hibari.__version__ == _KNOWN_VERSION and hashlib.sha256(graph).hexdigest() in _KNOWN_MODELS
            model = hibari.Hibari(voice=voice, model=str(path))
            if timed:
                model.sess = _session(graph + _output_field(_DURATIONS))
            self._models[voice] = (model, timed)
        return self._models[voice]


def _session(graph: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def _field(tag: int, content: bytes) -> bytes:
    """Encode one length-delimited protobuf field."""
    length, size = b"", len(content)
    while size > 127:
        length += bytes([size & 127 | 128])
        size >>= 7
    return bytes([tag << 3 | 2]) + length + bytes([size]) + content


def _output_field(tensor: str) -> bytes:
    """Return ``ModelProto.graph{output{name, type: tensor of int64}}``."""
    tensor_type = _field(1, bytes([1 << 3, _INT64]))
    value_info = _field(1, tensor.encode()) + _field(2, tensor_type)
    return _field(7, _field(12, value_info))


def _sounds_of(model: hibari.Hibari, text: str) -> _Sounds:
    known, space = model.vocab, model.vocab[" "]
    ids: list[int] = []
    spans: list[_Span] = []
    for token in model.g2p.phonemize_tokens(model.g2p.tokenize(normalize(text))):
        start = len(ids)
        ids += [known[sound] for sound in token.phonemes or "" if sound in known]
        spans.append((token.text, start, len(ids)))
        if token.whitespace:
            ids.append(space)
    while ids and ids[-1] == space:
        ids.pop()
    return _Sounds(ids, spans)


def _split(sounds: _Sounds) -> list[_Sounds]:
    """Cut before the token that would make a part longer than the network was made for."""
    parts: list[_Sounds] = []
    first, begin = 0, 0
    for index, (_, start, end) in enumerate(sounds.spans):
        if end - begin > _LONGEST and start > begin:
            parts.append(_part(sounds, sounds.spans[first:index], begin, start))
            first, begin = index, start
    parts.append(_part(sounds, sounds.spans[first:], begin, len(sounds.ids)))
    return [part for part in parts if part.ids]


def _part(sounds: _Sounds, spans: Sequence[_Span], begin: int, end: int) -> _Sounds:
    return _Sounds(sounds.ids[begin:end], [(text, start - begin, stop - begin) for text, start, stop in spans])


def _say(
    model: hibari.Hibari, sounds: _Sounds, speed: float, generator: np.random.Generator
) -> tuple[NDArray[np.float32], list[TimedPiece]]:
    ids = np.asarray([[0, *sounds.ids, 0]], np.int64)
    *spectrum, durations = _run(model, ids, speed)
    samples = dsp.synth(*(part[0] for part in spectrum), generator)
    # The network counts in units too coarse for fast speech: what it falls short of is made up for afterwards.
    reached = 1.0 if speed == 1 else _spoken(_run(model, ids, 1.0)[-1]) / _spoken(durations)
    rest = min(max(speed / reached, _SLOWEST_REST), _FASTEST_REST)
    changed = stretched(samples, hibari.SAMPLE_RATE, rest)
    scale = len(changed) / max(1, len(samples))
    edges = np.concatenate([[0.0], np.cumsum(durations.ravel() * _SECONDS_PER_UNIT)])
    edges = np.maximum(edges - _LATE, 0.0) * scale
    pieces = [
        (text, float(edges[start + 1]), float(edges[end + 1]))
        for text, start, end in sounds.spans
        if end > start and _PIECE.search(text)
    ]
    return changed, pieces


def _run(model: hibari.Hibari, ids: NDArray[np.int64], speed: float) -> list[NDArray[Any]]:
    result: list[NDArray[Any]] = model.sess.run(None, {"ids": ids, "speed": np.asarray([speed], np.float32)})
    return result


def _spoken(durations: NDArray[np.int64]) -> float:
    """Return the length of what is spoken, without the silence at both ends."""
    return float(max(1, durations.ravel()[1:-1].sum()))


def _spread(piece: TimedPiece) -> list[TimedPiece]:
    """Cut a token such as ``A.M.`` into its pieces of letters, its time shared by their length."""
    text, start, end = piece
    found = [match.group() for match in _PIECE.finditer(text.replace("’", "'").lower())]
    edges = np.cumsum([0, *map(len, found)]) / max(1, sum(map(len, found))) * (end - start) + start
    return [(part, float(a), float(b)) for part, a, b in zip(found, edges[:-1], edges[1:], strict=True)]


def place_words(text: str, pieces: Sequence[TimedPiece]) -> tuple[HostWord, ...]:
    """Find the spoken ``pieces`` in ``text``, which is spoken otherwise than written (9:30 am, Dr., $5)."""
    written = list(_PIECE.finditer(text.replace("’", "'").lower()))
    spoken = [part for piece in pieces for part in _spread(piece)]
    matcher = difflib.SequenceMatcher(
        None, [match.group() for match in written], [part for part, _, _ in spoken], autojunk=False
    )
    words: list[HostWord] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            words += [_word(written[a + i], written[a + i], spoken[c + i], spoken[c + i]) for i in range(b - a)]
        elif kind == "replace":
            words.append(_word(written[a], written[b - 1], spoken[c], spoken[d - 1]))
        elif kind == "insert" and words:
            offset, length, start, _ = words[-1]
            words[-1] = (offset, length, start, spoken[d - 1][2])
    return tuple(words)


def _word(first: re.Match[str], last: re.Match[str], begin: TimedPiece, end: TimedPiece) -> HostWord:
    return (first.start(), last.end() - first.start(), begin[1], end[2])
