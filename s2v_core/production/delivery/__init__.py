"""Bringing finished outputs to where they belong: a folder or any storage that fsspec knows, now or later."""

from __future__ import annotations

from s2v_core.production.delivery.address import Address, local_address
from s2v_core.production.delivery.backoff import Backoff
from s2v_core.production.delivery.destination import Destination, destination_at, destination_of
from s2v_core.production.delivery.note import Note
from s2v_core.production.delivery.outbox import Handler, Outbox, Outcome
from s2v_core.production.delivery.places import Places, named_folder
from s2v_core.production.delivery.sending import (
    DELIVERY,
    Kept,
    deliver_files,
    deliver_or_keep,
    delivery_handler,
    pending_deliveries,
)
from s2v_core.production.delivery.trial import try_place
from s2v_core.production.delivery.upload import Delivered, deliver

__all__ = [
    "DELIVERY",
    "Address",
    "Backoff",
    "Delivered",
    "Destination",
    "Handler",
    "Kept",
    "Note",
    "Outbox",
    "Outcome",
    "Places",
    "deliver",
    "deliver_files",
    "deliver_or_keep",
    "delivery_handler",
    "destination_at",
    "destination_of",
    "local_address",
    "named_folder",
    "pending_deliveries",
    "try_place",
]
