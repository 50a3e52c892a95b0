"""From finished frames and sound to the streams of a file."""

from s2v_core.rendering.encoding.errors import writing
from s2v_core.rendering.encoding.options import EncoderOptions
from s2v_core.rendering.encoding.streams import add_audio, add_video, encode

__all__ = ["EncoderOptions", "add_audio", "add_video", "encode", "writing"]
