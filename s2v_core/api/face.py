"""Everything that the routes of one server share."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.requests import HTTPConnection

from s2v_core.api.guard import Freshness, Throttle, check_caller, headers_of
from s2v_core.api.links import Links
from s2v_core.api.metrics import Metrics
from s2v_core.api.refusals import Refusal
from s2v_core.api.service import Service
from s2v_core.settings import AccessKey, Settings, access_keys

__all__ = ["Face"]

_Result = TypeVar("_Result")

_READING, _WRITING = 4, 2
"""Threads: as many as keep a connection to the store each, so that no poll waits for a submission."""
_LOOKING = 5.0
"""Seconds between two looks for work that nobody does."""


class Face:
    """The HTTP face on one data folder: its service, its keys and its limits. ``running`` closes it.

    Args:
        settings: of the server.
        runner: whether to start a runner when there is work and none is alive.

    Raises:
        SettingsError: the access keys are malformed.
        StoreUnusable, LibraryUnusable: a file in the data folder cannot be used.
    """

    def __init__(self, settings: Settings, *, runner: bool = True) -> None:
        self.keys = access_keys(settings)
        self.links = Links(self.keys)
        self.freshness = Freshness()
        self.throttle = Throttle(settings.api_rate)
        self.metrics = Metrics()
        self.service = Service(settings, runner=runner)
        self._reading = CapacityLimiter(_READING)
        self._writing = CapacityLimiter(_WRITING)

    async def read(self, work: Callable[[], _Result]) -> _Result:
        """Do what only reads, in a thread."""
        return await to_thread.run_sync(work, limiter=self._reading)

    async def write(self, work: Callable[[], _Result]) -> _Result:
        """Do what changes something, in a thread of those that no reader waits for."""
        return await to_thread.run_sync(work, limiter=self._writing)

    def admit(self, connection: HTTPConnection, *, by_link: bool = False) -> None:
        """See whether a request may be looked at; ``by_link``: its address is signed, so pages anywhere may show it.

        Raises:
            Refusal: it may not.
        """
        client = connection.client.host if connection.client else None
        if not by_link:
            check_caller(client, headers_of(connection), keyed=bool(self.keys))
        self.throttle.take(f"address {client}")

    def admit_key(self, key: AccessKey, *, writes: bool) -> None:
        """See whether who has proved to have a key may do what was asked for.

        Raises:
            Refusal: the key may only read, or it asks too often.
        """
        self.throttle.take(f"key {key.id}")
        if writes and not key.may_write:
            raise Refusal(403, "NoPermission", "This access key may only read.")

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Look after the runner while the server runs, and close the service in the end."""
        keeper = asyncio.create_task(self._keep_runner())
        try:
            yield
        finally:
            keeper.cancel()
            try:
                with suppress(asyncio.CancelledError):
                    await keeper
            finally:
                self.service.close()

    async def _keep_runner(self) -> None:
        while True:
            await self.write(self.service.have_runner)
            await asyncio.sleep(_LOOKING)
