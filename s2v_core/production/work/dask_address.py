"""Where a Dask scheduler is, and why it cannot be used."""

from __future__ import annotations

from s2v_core.errors import DependencyMissing, SettingsError

__all__ = ["SCHEME", "lacks_product", "place_of", "refusal"]

SCHEME = "dask://"
_PRODUCT = __name__.partition(".")[0]


def place_of(address: str) -> tuple[str, int]:
    """Return the host and the port that ``dask://HOST:PORT`` names.

    Raises:
        SettingsError: it names none.
    """
    rest = address.removeprefix(SCHEME)
    host, _, port = rest.rpartition(":")
    if rest == address or not host or not port.isdecimal():
        raise SettingsError(
            f"{address!r} is no address of a Dask scheduler.",
            hint="Write it as dask://HOST:PORT, with port 8786 mostly.",
        )
    return host.strip("[]"), int(port)


def refusal(address: str, error: BaseException) -> SettingsError:
    """Return what to tell a user when ``error`` came instead of a connection."""
    if isinstance(error, ImportError):
        return DependencyMissing(
            f"Working on many machines needs a package that is not installed: {error}.",
            where=address,
            hint="Run `pip install distributed` on every machine.",
        )
    return SettingsError(
        "No Dask scheduler answers there.",
        where=address,
        hint="Start one with `dask scheduler`; it must be of the same version as the one here.",
    )


def lacks_product(address: str, error: BaseException | None) -> DependencyMissing | None:
    """Return what to tell a user when ``error`` came since the scheduler does not find the product; else None."""
    while error is not None:
        if isinstance(error, ModuleNotFoundError) and (error.name or "").partition(".")[0] == _PRODUCT:
            return DependencyMissing(
                "The Dask scheduler does not find the product.",
                where=address,
                hint="Start it and its workers with `python -m dask` in the product's folder: docs/many-machines.md.",
            )
        error = error.__cause__
    return None
