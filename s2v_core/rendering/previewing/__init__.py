"""Looking at a timeline before it is rendered: single pictures, small drafts, thumbnails."""

from s2v_core.rendering.previewing.draft import draft, draft_canvas, draft_options, thumbnails
from s2v_core.rendering.previewing.memory import FrameMemory
from s2v_core.rendering.previewing.preview import FramePreview, frame_at

__all__ = ["FrameMemory", "FramePreview", "draft", "draft_canvas", "draft_options", "frame_at", "thumbnails"]
