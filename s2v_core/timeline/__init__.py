"""The timeline: its value, its JSON, the captions it shows, and its table."""

from s2v_core.timeline.document import dumps, to_json
from s2v_core.timeline.reading import from_json

__all__ = ["dumps", "from_json", "to_json"]
