"""The operations by their names."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from s2v_core.api.vendor.call import Operation
from s2v_core.api.vendor.operations.add_template import add_template
from s2v_core.api.vendor.operations.get_batch_job import get_batch_job
from s2v_core.api.vendor.operations.get_editing_project import get_editing_project
from s2v_core.api.vendor.operations.get_smart_handle_job import get_smart_handle_job
from s2v_core.api.vendor.operations.get_template import get_template
from s2v_core.api.vendor.operations.list_batch_jobs import list_batch_jobs
from s2v_core.api.vendor.operations.list_templates import list_templates
from s2v_core.api.vendor.operations.submit_batch_job import submit_batch_job
from s2v_core.api.vendor.operations.submit_scene_batch_job import submit_scene_batch_job
from s2v_core.api.vendor.operations.submit_text_job import submit_text_job

__all__ = ["OPERATIONS"]

OPERATIONS: Mapping[str, Operation] = MappingProxyType(
    {
        "SubmitBatchMediaProducingJob": Operation(submit_batch_job, writes=True),
        "GetBatchMediaProducingJob": Operation(get_batch_job),
        "ListBatchMediaProducingJobs": Operation(list_batch_jobs),
        "SubmitTextGenerateJob": Operation(submit_text_job, writes=True),
        "GetSmartHandleJob": Operation(get_smart_handle_job),
        "GetEditingProject": Operation(get_editing_project),
        "SubmitSceneBatchEditingJob": Operation(submit_scene_batch_job, writes=True),
        "AddTemplate": Operation(add_template, writes=True),
        "GetTemplate": Operation(get_template),
        "ListTemplates": Operation(list_templates),
    }
)
