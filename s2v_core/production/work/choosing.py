"""Which pool an address means."""

from __future__ import annotations

from s2v_core.errors import SettingsError
from s2v_core.production.work.dask_pool import DaskPool
from s2v_core.production.work.interface import TaskPool
from s2v_core.production.work.local import LocalPool

__all__ = ["executor_for"]


def executor_for(address: str = "", *, max_workers: int | None = None) -> TaskPool:
    """Return the pool that ``address`` names: this machine when it is empty, else ``dask://HOST:PORT``.

    ``max_workers`` is for this machine: a Dask scheduler knows its workers.

    Raises:
        SettingsError: the address is malformed, or nobody answers there.
        DependencyMissing: a package for it is not installed.
    """
    if not address:
        return LocalPool(max_workers)
    if address.startswith("dask://"):
        return DaskPool(address)
    raise SettingsError(
        f"{address!r} names no executor.", hint="Leave it empty for this machine, or write dask://HOST:PORT."
    )
