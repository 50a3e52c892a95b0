"""What decisions and their values are called."""

from __future__ import annotations

from typing import Any

import pytest

from pages.widgets.timeline.words import call_decision, call_value


@pytest.mark.parametrize(
    ("decision", "slot", "called"),
    [
        ("title", "", "Title"),
        ("shot", "The valley.0", "Shot 1, The valley"),
        ("script", "The valley", "Voiceover text, The valley"),
        ("transition", "0", "Transition 1"),
        ("subheading", "2", "Sub-heading 2"),
        ("subheading.2.font", "", "Font, Sub-heading 2"),
        ("caption.aai_motion_in_effect", "", "Entrance, Captions"),
        ("something new", "", "something new"),
    ],
)
def test_decisions_have_names(decision: str, slot: str, called: str) -> None:
    assert call_decision(decision, slot) == called


@pytest.mark.parametrize(
    ("decision", "value", "called"),
    [
        ("transition", "wipeup", "Wipe up"),
        ("transition", "no such thing", "no such thing"),
        ("motion", "zoom in", "Closer"),
        ("music", "pool:calm/slow_morning", "slow morning"),
        ("title", "wipeup", "wipeup"),
    ],
)
def test_values_have_names(decision: str, value: Any, called: str) -> None:
    assert call_value(decision, value) == called
