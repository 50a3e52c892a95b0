"""The gallery: names and moving pictures for everything in the catalogue."""

from __future__ import annotations

from base64 import b64decode
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import Image

from pages.widgets.i18n import LANGUAGES, texts
from pages.widgets.style.gallery_pictures import look_picture, sample_picture
from pages.widgets.style.values import looks_for
from s2v_core.cache import Cache
from s2v_core.effects import Registry, transitions
from s2v_core.effects.kinds import KINDS
from s2v_core.rendering.gallery import Words
from s2v_core.settings import Settings


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_entry_and_category_has_a_name_of_its_own(language: str, kind: str) -> None:
    known = texts(language)
    names = [known[f"gallery.{kind}.{entry.name}"] for entry in KINDS[kind]]
    assert len(set(map(str, names))) == len(KINDS[kind])
    for category in {entry.category for entry in KINDS[kind]}:
        assert known[f"gallery.category.{category}"]


@pytest.mark.parametrize("kind", KINDS)
def test_no_name_is_left_of_an_entry_that_is_gone(kind: str) -> None:
    named = [key.rpartition(".")[2] for key in texts("en") if key.startswith(f"gallery.{kind}.")]
    assert all(name in KINDS[kind] for name in named)


def test_no_category_is_left_that_nothing_is_in() -> None:
    start = "gallery.category."
    named = {key.removeprefix(start) for key in texts("en") if key.startswith(start)}
    assert named == {"all", "chosen", *(entry.category for kind in KINDS for entry in KINDS[kind])}


def test_pictures_are_made_once_and_kept_and_they_move(settings: Settings) -> None:
    kept, samples = Cache(settings.cache_dir), settings.samples_dir
    made = sample_picture(kept, samples, "transition", transitions["cube"])
    assert made is not None
    [file] = settings.cache_dir.rglob("*.webp")
    before = file.stat().st_ino
    assert sample_picture(kept, samples, "transition", transitions["cube"]) == made
    assert file.stat().st_ino == before
    with Image.open(BytesIO(b64decode(made.partition(",")[2]))) as picture:
        assert picture.n_frames > 10  # type: ignore[attr-defined]
    assert sample_picture(kept, samples, "transition", transitions["fade"]) != made
    assert sample_picture(kept, samples, "unknown", transitions["fade"]) is None


def test_every_ready_made_look_looks_different(settings: Settings) -> None:
    kept, samples = Cache(settings.cache_dir), settings.samples_dir
    for role in ("title", "captions"):
        looks = looks_for(role).values()
        assert len({look_picture(kept, samples, "Sample", fields).read_bytes() for fields in looks}) == len(looks)


def test_a_filter_is_shown_on_a_photo(settings: Settings) -> None:
    inverted: Registry[Any] = Registry("filter")
    inverted.add("negative", category="odd", look="negative, all of it")(lambda frame, _: 255 - frame)
    inverted.add("none", category="odd", look="as it is")(lambda frame, _: frame)
    kept, samples = Cache(settings.cache_dir), settings.samples_dir
    shown = []
    for entry in inverted:
        address = sample_picture(kept, samples, "filter", entry)
        assert address is not None
        with Image.open(BytesIO(b64decode(address.partition(",")[2]))) as picture:
            shown.append(np.asarray(picture.convert("RGB")).mean())
    assert sum(shown) == pytest.approx(255, abs=4)


def test_what_is_written_on_pictures_of_texts_is_in_the_language_of_the_studio(settings: Settings) -> None:
    kept, samples = Cache(settings.cache_dir), settings.samples_dir
    words = Words("好咖啡\n值得等待", "今日\n新鲜", "今日新鲜")

    def differs(kind: str) -> bool:
        entry = next(iter(KINDS[kind]))
        return sample_picture(kept, samples, kind, entry) != sample_picture(kept, samples, kind, entry, words)

    assert [kind for kind in KINDS if differs(kind)] == ["entrance", "exit", "loop", "look", "bubble"]
