"""From a timeline to pictures, sound and files."""

from s2v_core.rendering.clip import TimelineClip, timeline_clip
from s2v_core.rendering.encoding import EncoderOptions
from s2v_core.rendering.previewing import (
    FrameMemory,
    FramePreview,
    draft,
    draft_canvas,
    draft_options,
    frame_at,
    thumbnails,
)
from s2v_core.rendering.write import WrittenVideo, write_video

__all__ = [
    "EncoderOptions",
    "FrameMemory",
    "FramePreview",
    "TimelineClip",
    "WrittenVideo",
    "draft",
    "draft_canvas",
    "draft_options",
    "frame_at",
    "thumbnails",
    "timeline_clip",
    "write_video",
]
