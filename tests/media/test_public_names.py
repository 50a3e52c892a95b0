"""What the package offers."""

from __future__ import annotations

from s2v_core import media


def test_the_public_names_are_sorted_and_there() -> None:
    assert media.__all__ == sorted(media.__all__)
    assert all(hasattr(media, name) for name in media.__all__)
    assert len(set(media.__all__)) == len(media.__all__)
