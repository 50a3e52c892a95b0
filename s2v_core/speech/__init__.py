"""Text to voice with word times: engines, alignment, SSML."""

from s2v_core.speech.engine import Engine, Speech, Voice
from s2v_core.speech.estimating import estimated_seconds
from s2v_core.speech.speaker import Speaker, Spoken, chinese_quality_note, speed_of
from s2v_core.speech.ssml import display_text
from s2v_core.speech.voices import VoiceChoice

__all__ = [
    "Engine",
    "Speaker",
    "Speech",
    "Spoken",
    "Voice",
    "VoiceChoice",
    "chinese_quality_note",
    "display_text",
    "estimated_seconds",
    "speed_of",
]
