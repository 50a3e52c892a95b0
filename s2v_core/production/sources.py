"""What an output is made of: its source files by content, and the credit lines they ask for."""

from __future__ import annotations

from collections.abc import Iterator

from s2v_core.rendering.text import credits_for
from s2v_core.timeline import Timeline, cues

__all__ = ["credits_of", "sources_of"]


def sources_of(timeline: Timeline) -> dict[str, str]:
    """Return every media reference of ``timeline`` with the hash of its content (empty where unknown)."""
    return {reference: identity or "" for reference, identity in sorted(_references(timeline))}


def credits_of(timeline: Timeline) -> tuple[str, ...]:
    """Return the credit lines that licences of what is shown ask for."""
    titles = [clip.content for track in timeline.subtitle_tracks if not track.disabled for clip in track.clips]
    return credits_for([*titles, *(cue.text for cue in cues(timeline))])


def _references(timeline: Timeline) -> Iterator[tuple[str, str | None]]:
    for video_track in timeline.video_tracks:
        for picture in video_track.clips:
            yield picture.media, picture.identity
    for audio_track in timeline.audio_tracks:
        for sound in audio_track.clips:
            if sound.media:
                yield sound.media, sound.identity
