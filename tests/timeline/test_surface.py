"""The public surface of the package."""

import s2v_core.timeline


def test_all_is_the_sorted_public_surface() -> None:
    names = s2v_core.timeline.__all__
    assert names == sorted(names)
    assert all(hasattr(s2v_core.timeline, name) for name in names)
