"""The vendor's operations in the vendor's wire format, so that its own client libraries work unchanged."""

from __future__ import annotations

from s2v_core.api.vendor.endpoint import VendorRoute

__all__ = ["VendorRoute"]
