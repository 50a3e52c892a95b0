"""What can be shown and heard: probing, shots, pictures, sound and the music pool."""

from s2v_core.media.assets import Assets
from s2v_core.media.audio import read_audio
from s2v_core.media.frames import Conform, VideoReader
from s2v_core.media.identity import content_hash
from s2v_core.media.info import MediaInfo, MediaKind, Shot
from s2v_core.media.music import MusicTrack, music_for_style, music_pool
from s2v_core.media.probe import probe
from s2v_core.media.shots import cut_shots
from s2v_core.media.stills import Animation, load_animation, load_still
from s2v_core.media.thumbnails import thumbnail

__all__ = [
    "Animation",
    "Assets",
    "Conform",
    "MediaInfo",
    "MediaKind",
    "MusicTrack",
    "Shot",
    "VideoReader",
    "content_hash",
    "cut_shots",
    "load_animation",
    "load_still",
    "music_for_style",
    "music_pool",
    "probe",
    "read_audio",
    "thumbnail",
]
