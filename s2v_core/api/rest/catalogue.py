"""The catalogue of transitions, effects and filters."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from s2v_core.api.face import Face
from s2v_core.api.rest.asking import caller
from s2v_core.api.rest.models import CatalogueEntry, CatalogueList
from s2v_core.effects.kinds import KINDS

__all__ = ["router"]


def router(face: Face) -> APIRouter:
    """Return the routes."""
    routes = APIRouter(tags=["catalogue"], dependencies=[Depends(caller(face))])

    @routes.get("/effects")
    async def list_effects(
        kind: Annotated[str, Query(max_length=50, description=f"One of {', '.join(KINDS)}.")] = "",
        category: Annotated[str, Query(max_length=50)] = "",
    ) -> CatalogueList:
        """List what job documents can name, with what is seen of each."""
        return CatalogueList(
            entries=[
                CatalogueEntry(kind=of, name=entry.name, category=entry.category, look=entry.look)
                for of, registry in KINDS.items()
                for entry in registry
                if kind in ("", of) and category in ("", entry.category)
            ]
        )

    return routes
