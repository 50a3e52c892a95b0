from __future__ import annotations

import importlib
import pkgutil

import pytest

import s2v_core

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(s2v_core.__path__, "s2v_core.")
    if module.name not in ("s2v_core.__main__",)
)


@pytest.mark.parametrize("name", MODULES)
def test_every_module_says_what_it_is_and_what_it_offers(name: str) -> None:
    module = importlib.import_module(name)
    assert module.__doc__, f"{name} has no docstring"
    offered = getattr(module, "__all__", [])
    assert [entry for entry in offered if not hasattr(module, entry)] == []
    assert len(set(offered)) == len(offered)
