"""``ListTemplates``: a page of the templates."""

from __future__ import annotations

from typing import Any

from s2v_core.api.templates import BATCH_EDITING
from s2v_core.api.vendor.call import Call
from s2v_core.api.vendor.operations.get_template import template_fields

__all__ = ["list_templates"]

_NEWEST, _OLDEST = "CreationTime:Desc", "CreationTime:Asc"


def list_templates(call: Call) -> dict[str, Any]:
    """Return page ``PageNo`` of the templates whose name or id holds ``Keyword``, and how many there are."""
    call.choice("Type", (BATCH_EDITING,), BATCH_EDITING)
    newest_first = call.choice("SortType", (_NEWEST, _OLDEST), _NEWEST) == _NEWEST
    page, size = call.whole("PageNo", 1, low=1, high=100_000), call.whole("PageSize", 20, low=1, high=100)
    keyword = call.text("Keyword").casefold()
    found = [one for one in call.service.templates.all() if keyword in one.name.casefold() or keyword == one.id]
    if newest_first:
        found.reverse()
    shown = found[(page - 1) * size : page * size]
    return {"TotalCount": len(found), "Templates": [template_fields(template) for template in shown]}
