"""What a timeline must have to be drawn, and to be encoded."""

from __future__ import annotations

from s2v_core.errors import RenderError
from s2v_core.timeline import Timeline

__all__ = ["check_drawable", "check_encodable"]


def check_drawable(timeline: Timeline) -> None:
    """Refuse a timeline that shows nothing.

    Raises:
        RenderError: it has no frame.
    """
    if timeline.length < 1:
        raise RenderError(
            "The timeline has no frame.", where="VideoTracks", hint="Give it at least one clip with a length."
        )


def check_encodable(timeline: Timeline) -> None:
    """Refuse a timeline that no video can be made of.

    Raises:
        RenderError: its canvas has an odd number of pixels, or it has no frame.
    """
    canvas = timeline.canvas
    if canvas.width % 2 or canvas.height % 2 or canvas.width < 2 or canvas.height < 2:
        raise RenderError(
            f"A video of {canvas.width} x {canvas.height} pixels cannot be encoded.",
            where="FECanvas",
            hint="Width and height must be even numbers.",
        )
    check_drawable(timeline)
