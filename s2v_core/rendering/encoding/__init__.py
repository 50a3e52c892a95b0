"""From finished frames and sound to the streams of a file."""

from s2v_core.rendering.encoding.codecs import CODECS, SOFTWARE, Codec, Family, codec_like
from s2v_core.rendering.encoding.errors import writing
from s2v_core.rendering.encoding.names import ENCODER_NAMES, check_preset, family_named, find_codec
from s2v_core.rendering.encoding.options import EncoderOptions
from s2v_core.rendering.encoding.probe import Chosen, choose, in_this_build, works
from s2v_core.rendering.encoding.streams import add_audio, add_copy, add_video, encode

__all__ = [
    "CODECS",
    "ENCODER_NAMES",
    "SOFTWARE",
    "Chosen",
    "Codec",
    "EncoderOptions",
    "Family",
    "add_audio",
    "add_copy",
    "add_video",
    "check_preset",
    "choose",
    "codec_like",
    "encode",
    "family_named",
    "find_codec",
    "in_this_build",
    "works",
    "writing",
]
