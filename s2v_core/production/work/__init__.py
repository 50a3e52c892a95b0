"""Work on outputs in other processes, on this machine or on many."""

from __future__ import annotations

from s2v_core.production.work.choosing import executor_for
from s2v_core.production.work.dask_pool import DaskPool
from s2v_core.production.work.interface import TaskFuture, TaskPool
from s2v_core.production.work.library import assets_named_in
from s2v_core.production.work.local import LocalPool
from s2v_core.production.work.rendering import Tools, render, render_with
from s2v_core.production.work.task import RenderTask, TaskResult, open_settings

__all__ = [
    "DaskPool",
    "LocalPool",
    "RenderTask",
    "TaskFuture",
    "TaskPool",
    "TaskResult",
    "Tools",
    "assets_named_in",
    "executor_for",
    "open_settings",
    "render",
    "render_with",
]
