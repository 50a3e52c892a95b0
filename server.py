"""The studio with the HTTP face beside it: ``streamlit run server.py``."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import streamlit as st

from pages.widgets.face import mounted
from s2v_core.api import Face, routes_of
from s2v_core.settings import load_settings

face = Face(load_settings())


@asynccontextmanager
async def _lifespan(_: st.App) -> AsyncIterator[dict[str, Any]]:
    async with face.running():
        with mounted(face):
            yield {}


app = st.App("app.py", routes=routes_of(face), lifespan=_lifespan)

if __name__ == "__main__":
    app.run()
