"""Runs of frames that are rendered alone, kept, found again and joined."""

from s2v_core.rendering.chunks.joining import ChunkUnusable, join
from s2v_core.rendering.chunks.rendering import Chunks

__all__ = ["ChunkUnusable", "Chunks", "join"]
