"""The content-addressed cache: equal keys promise equal content.

The file system is the index, so the folder may lie on shared storage. Entries are written aside and renamed into
place, so that a reader sees a whole entry or none. Every entry can go at any moment: who finds one and then cannot
open it makes it again.
"""

from __future__ import annotations

from s2v_core.cache.files import drop_unfinished, is_disk_full, write_atomically
from s2v_core.cache.keys import key_of
from s2v_core.cache.layout import Holding, Survey
from s2v_core.cache.store import Cache
from s2v_core.cache.trimming import Cleared

__all__ = ["Cache", "Cleared", "Holding", "Survey", "drop_unfinished", "is_disk_full", "key_of", "write_atomically"]
