"""What a long production keeps of the memory that it no longer needs."""

from __future__ import annotations

import subprocess
import sys

import pytest

HOLES = """
import numpy, psutil
from s2v_core.memory import give_memory_back, keep_memory_compact

keep_memory_compact()
blocks = [numpy.ones(1 << 20, numpy.uint8) for _ in range(200)]
del blocks[1::2]
before = psutil.Process().memory_info().rss
give_memory_back()
print((before - psutil.Process().memory_info().rss) >> 20)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems' allocators see to it themselves")
def test_memory_between_what_is_in_use_goes_back_to_the_system() -> None:
    ended = subprocess.run([sys.executable, "-c", HOLES], capture_output=True, text=True, check=True)
    assert int(ended.stdout) > 90
