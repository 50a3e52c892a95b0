"""The sound of a timeline: voices, music and footage, mixed once per output."""

from s2v_core.rendering.sound.mixing import mix
from s2v_core.rendering.sound.parts import MUSIC_LOUDNESS
from s2v_core.rendering.sound.track import sound_track

__all__ = ["MUSIC_LOUDNESS", "mix", "sound_track"]
