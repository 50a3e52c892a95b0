"""A request of the vendor's wire format: what it asks for stands in headers, in the query or in a form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl

from s2v_core.api.refusals import Refusal

__all__ = ["VERSION", "Wire", "read_wire"]

VERSION = "2020-11-09"

_FORM = "application/x-www-form-urlencoded"
_MOST_PARAMETERS = 100


@dataclass(frozen=True)
class Wire:
    """A request as it came, its parameters decoded. ``parameters`` are those of query and form together."""

    method: str
    path: str
    headers: Mapping[str, str]
    query: Mapping[str, str]
    form: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def parameters(self) -> Mapping[str, str]:
        """All parameters."""
        return {**self.query, **self.form}

    @property
    def action(self) -> str:
        """The operation that is asked for.

        Raises:
            Refusal: there is none, header and parameter differ, or it is one of another version.
        """
        action = self._named("x-acs-action", "Action")
        version = self._named("x-acs-version", "Version")
        if not action:
            raise Refusal(400, "MissingParameter", "The operation is missing.", hint="Name it in x-acs-action.")
        if version not in ("", VERSION):
            raise Refusal(400, "InvalidVersion", f"The operations are those of version {VERSION}.")
        return action

    def with_body(self, body: bytes) -> Wire:
        """Return the request whose head this is, with its body.

        Raises:
            Refusal: the body is malformed, no form, or names a parameter that the query has.
        """
        is_form = self.headers.get("content-type", _FORM).startswith(_FORM)
        form = _parameters(body) if body and is_form else {}
        if body and not form:
            raise Refusal(400, "InvalidParameter", f"The body must be {_FORM}.")
        _refuse_twice([*self.query, *form])
        return replace(self, form=form, body=body)

    def _named(self, header: str, parameter: str) -> str:
        given = {self.headers.get(header, ""), self.parameters.get(parameter, "")} - {""}
        if len(given) > 1:
            raise Refusal(400, "InvalidParameter", f"{header} and {parameter} differ.")
        return next(iter(given), "")


def read_wire(method: str, path: str, query: bytes, headers: Mapping[str, str], body: bytes = b"") -> Wire:
    """Return a request with its parameters decoded.

    Args:
        method, path, query, body: as they came; a body that is still to come is added by `Wire.with_body`.
        headers: by names in lower case.

    Raises:
        Refusal: it is malformed, or a parameter stands there twice.
    """
    return Wire(method, path, headers, _parameters(query)).with_body(body)


def _parameters(encoded: bytes) -> dict[str, str]:
    try:
        pairs = parse_qsl(
            encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMETERS
        )
    except ValueError as error:  # not ASCII, escapes that are no UTF-8, too many
        raise Refusal(400, "InvalidParameter", "The parameters are malformed, or too many.") from error
    _refuse_twice([name for name, _ in pairs])
    return dict(pairs)


def _refuse_twice(names: list[str]) -> None:
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise Refusal(400, "InvalidParameter", "This parameter is given twice.", where=twice[0][:64])
