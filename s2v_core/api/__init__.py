"""The HTTP face: the vendor's operations in their own wire format, and a plain REST beside them."""

from __future__ import annotations

from s2v_core.api.app import create_app, routes_of
from s2v_core.api.face import Face
from s2v_core.api.serving import check_reach, open_socket, serve

__all__ = ["Face", "check_reach", "create_app", "open_socket", "routes_of", "serve"]
