"""What the tests of the runner share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.production.runner.house import House


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """An empty data folder with its store."""
    house = House(tmp_path)
    yield house
    house.store.close()
