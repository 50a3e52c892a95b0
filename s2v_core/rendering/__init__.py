"""From a timeline to pictures, sound and files."""

from s2v_core.rendering.clip import TimelineClip, timeline_clip
from s2v_core.rendering.encoding import EncoderOptions
from s2v_core.rendering.write import WrittenVideo, write_video

__all__ = ["EncoderOptions", "TimelineClip", "WrittenVideo", "timeline_clip", "write_video"]
