"""The catalogue in pictures: what every entry looks like."""

from s2v_core.rendering.gallery.build import SHAPES, build_gallery
from s2v_core.rendering.gallery.drawing import GALLERY_VERSION, SHOWN, shown, transition_frames
from s2v_core.rendering.gallery.moving import Moving, write_moving
from s2v_core.rendering.gallery.scene import Scene, Words, open_scene, photo, usable_media

__all__ = [
    "GALLERY_VERSION",
    "SHAPES",
    "SHOWN",
    "Moving",
    "Scene",
    "Words",
    "build_gallery",
    "open_scene",
    "photo",
    "shown",
    "transition_frames",
    "usable_media",
    "write_moving",
]
