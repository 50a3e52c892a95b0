"""Trying places beside other work."""

from __future__ import annotations

import threading
from pathlib import Path

from s2v_core.production.delivery.trials import Trials
from s2v_core.production.finding import Finding
from s2v_core.settings import Settings, load_settings

GOOD = Finding(subject="storage", state="good", message="All is well.")


def test_a_trial_goes_on_beside_other_work_until_it_is_over(settings: Settings) -> None:
    go_on, tried = threading.Event(), []

    def attempt(place: str) -> Finding:
        tried.append(place)
        go_on.wait()
        return GOOD

    trials = Trials(settings, attempt=attempt)
    trials.begin("s3://shop/")
    trials.begin("s3://shop/")
    assert trials.is_running("s3://shop/")
    assert trials.found("s3://shop/") is None
    go_on.set()
    trials.wait("s3://shop/")
    assert not trials.is_running("s3://shop/")
    assert trials.found("s3://shop/") == GOOD
    assert tried == ["s3://shop/"]


def test_a_folder_is_really_tried(settings: Settings, tmp_path: Path) -> None:
    trials = Trials(settings)
    trials.begin(f"{tmp_path}/films/")
    trials.wait(f"{tmp_path}/films/")
    found = trials.found(f"{tmp_path}/films/")
    assert found is not None
    assert found.state == "good"
    assert list((tmp_path / "films").iterdir()) == []


def test_what_stands_for_a_web_address_is_tried(settings: Settings) -> None:
    entries = ("https://shop.example.com/=s3://shop/", "s3://films/")
    tried: list[str] = []

    def attempt(place: str) -> Finding:
        tried.append(place)
        return GOOD

    trials = Trials(load_settings(home=settings.home, storage=entries, _env_file=None), attempt=attempt)
    for place in ("https://shop.example.com/", "https://shop.example.com/spring/", "s3://films/a/", "gs://other/"):
        trials.begin(place)
        trials.wait(place)
    assert tried == ["s3://shop/", "s3://shop/spring/", "s3://films/a/", "gs://other/"]
