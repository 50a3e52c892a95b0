"""A real model, however small: ``S2V_TEST_MODEL=http://localhost:8080/v1 pytest -m real_model tests/copywriting``."""

from __future__ import annotations

import os

import pytest

from s2v_core.copywriting import CopyRequest, write
from s2v_core.settings import Settings

ADDRESS = os.environ.get("S2V_TEST_MODEL", "")

pytestmark = [pytest.mark.real_model, pytest.mark.skipif(not ADDRESS, reason="S2V_TEST_MODEL names no service")]


def test_what_a_real_model_writes_is_within_the_limits(settings: Settings) -> None:
    name = os.environ.get("S2V_TEST_MODEL_NAME", "default")
    here = settings.model_copy(update={"copy_base_url": ADDRESS, "copy_model": name})
    found = write(CopyRequest(kind="Title", keywords=("coffee", "Berlin"), count=5), here)
    texts = [text.text for text in found]
    report = found.report()
    assert texts or report.shortfall
    assert len(set(texts)) == len(texts) <= 5
    assert all(0 < len(text) <= 50 for text in texts)
    assert report.usage.requests >= 1
