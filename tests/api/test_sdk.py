"""The vendor's own client library on a real socket: a program written for the cloud service changes its endpoint."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from alibabacloud_ice20201109 import models
from alibabacloud_ice20201109.client import Client
from alibabacloud_tea_openapi.exceptions import ClientException
from alibabacloud_tea_openapi.models import Config

from tests.api.server import KEY, READER, ApiServer
from tests.api.wire import configs
from tests.support.jobs import small_job
from tests.support.waiting import until

pytestmark = pytest.mark.filterwarnings("default")


def sdk(server: ApiServer, key: tuple[str, str] = KEY, **options: Any) -> Client:
    return Client(
        Config(
            access_key_id=key[0],
            access_key_secret=key[1],
            endpoint=server.endpoint,
            protocol="http",
            region_id="cn-shanghai",
            **options,
        )
    )


@pytest.fixture(scope="module")
def document(media: Path) -> dict[str, Any]:
    return small_job(media / "sdk", count=2)


def submission(document: dict[str, Any], **given: str) -> models.SubmitBatchMediaProducingJobRequest:
    texts = configs(document)
    return models.SubmitBatchMediaProducingJobRequest(
        input_config=texts["InputConfig"],
        editing_config=texts["EditingConfig"],
        output_config=texts["OutputConfig"],
        **given,
    )


def finished(client: Client, job: str) -> Any:
    request = models.GetBatchMediaProducingJobRequest(job_id=job)

    def state() -> str:
        return str(client.get_batch_media_producing_job(request).body.editing_batch_job.status)

    until(lambda: state() in ("Finished", "Failed"), "the end of the job")
    return client.get_batch_media_producing_job(request).body.editing_batch_job


def spoken(document: dict[str, Any]) -> dict[str, Any]:
    """Return the document with one voiceover over everything: the other mode."""
    groups = [{name: value for name, value in group.items() if name != "Duration"} for group in groups_of(document)]
    inputs = document["InputConfig"] | {"MediaGroupArray": groups, "SpeechTextArray": ["Hello."]}
    return document | {"InputConfig": inputs, "OutputConfig": document["OutputConfig"] | {"Count": 1}}


def groups_of(document: dict[str, Any]) -> list[dict[str, Any]]:
    return list(document["InputConfig"]["MediaGroupArray"])


def test_jobs_of_both_modes_are_submitted_and_polled_until_their_videos_are_there(
    server: ApiServer, document: dict[str, Any]
) -> None:
    client = sdk(server)
    user_data = json.dumps({"Order": "№ 7", "CallbackToken": "x"}, ensure_ascii=False)
    texts = configs(document)
    jobs = [
        client.submit_batch_media_producing_job(request).body.job_id
        for request in (submission(document, user_data=user_data), submission(spoken(document)))
    ]
    segmented, whole = (finished(client, job) for job in jobs)
    assert (segmented.status, segmented.job_type, segmented.user_data) == ("Finished", "Script", user_data)
    assert (segmented.input_config, segmented.output_config) == (texts["InputConfig"], texts["OutputConfig"])
    assert [sub.status for sub in segmented.sub_job_list] == ["Success", "Success"]
    assert [sub.duration for sub in segmented.sub_job_list] == pytest.approx([1.0, 1.0])
    assert [sub.status for sub in whole.sub_job_list] == ["Success"]
    assert segmented.create_time <= segmented.complete_time
    assert segmented.sub_job_list[0].media_url.startswith(f"http://{server.endpoint}/")


def test_a_token_makes_one_job_and_leads_to_no_other(server: ApiServer, document: dict[str, Any]) -> None:
    client = sdk(server)
    first, second = (
        client.submit_batch_media_producing_job(submission(document, client_token="once")).body.job_id for _ in "ab"
    )
    assert first == second
    other = document | {"EditingConfig": {}}
    with pytest.raises(ClientException) as caught:
        client.submit_batch_media_producing_job(submission(other, client_token="once"))
    assert caught.value.code == "IdempotentParameterMismatch"


def test_pages_of_the_list_hold_every_job_once(server: ApiServer, document: dict[str, Any]) -> None:
    client = sdk(server)
    made = {client.submit_batch_media_producing_job(submission(document)).body.job_id for _ in range(3)}
    seen: list[str] = []
    token = None
    while True:
        request = models.ListBatchMediaProducingJobsRequest(max_results=2, next_token=token, sort_by="asc")
        body = client.list_batch_media_producing_jobs(request).body
        assert body.max_results == 2
        seen += [job.job_id for job in body.editing_batch_job_list]
        token = body.next_token
        if not token:
            break
    assert made <= set(seen)
    assert len(seen) == len(set(seen))
    assert seen == sorted(seen)


def test_texts_are_written_outside_the_request(server: ApiServer) -> None:
    client = sdk(server)
    config = json.dumps({"keywords": "cake, bakery", "textLength": 40, "targetCount": 3})
    request = models.SubmitTextGenerateJobRequest(title="Titles", type="Title", generate_config=config)
    job = client.submit_text_generate_job(request).body.job_id
    asked = models.GetSmartHandleJobRequest(job_id=job)
    until(lambda: client.get_smart_handle_job(asked).body.state in ("Finished", "Failed"), "the texts")
    done = client.get_smart_handle_job(asked).body
    texts = json.loads(done.job_result.ai_result)
    assert done.state == "Finished"
    assert len(texts) == 3
    assert all(isinstance(text, str) and 0 < len(text) <= 40 for text in texts)


def test_a_preview_holds_a_timeline_that_is_rendered_afterwards(server: ApiServer, document: dict[str, Any]) -> None:
    client = sdk(server)
    output = document["OutputConfig"] | {"GeneratePreviewOnly": True}
    preview = finished(
        client,
        client.submit_batch_media_producing_job(submission(document | {"OutputConfig": output})).body.job_id,
    )
    projects = [sub.project_id for sub in preview.sub_job_list]
    assert [(sub.status, sub.media_url) for sub in preview.sub_job_list] == [("Success", None)] * 2
    project = client.get_editing_project(models.GetEditingProjectRequest(project_id=projects[1])).body.project
    assert json.loads(project.timeline)["VideoTracks"]
    wanted = {"MediaURL": "chosen_{index}.mp4", "Width": 160, "Height": 160, "Video": {"Fps": 5, "Preset": "ultrafast"}}
    request = models.SubmitSceneBatchEditingJobRequest(
        project_ids=f"{projects[1]}, {projects[0]}", output_config=json.dumps(wanted)
    )
    rendered = finished(client, client.submit_scene_batch_editing_job(request).body.job_id)
    assert (rendered.job_type, rendered.status) == ("Scene_Batch_Editing", "Finished")
    assert [(sub.status, sub.duration) for sub in rendered.sub_job_list] == [("Success", pytest.approx(1.0))] * 2
    asked = models.GetEditingProjectRequest(project_id=rendered.sub_job_list[0].project_id)
    timeline = json.loads(client.get_editing_project(asked).body.project.timeline)
    assert (timeline["FECanvas"], timeline["S2V"]["Rate"]) == ({"Width": 160, "Height": 160}, 5)
    assert (
        timeline["VideoTracks"][0]["VideoTrackClips"][0]["MediaURL"]
        == (json.loads(project.timeline)["VideoTracks"][0]["VideoTrackClips"][0]["MediaURL"])
    )


def test_templates_are_kept_and_listed(server: ApiServer) -> None:
    client = sdk(server)
    config = json.dumps({"EditingTemplateConfig": {"MediaConfig": {"Volume": 0}}})
    request = models.AddTemplateRequest(name="Quiet", type="BatchEditing", config=config)
    added = client.add_template(request).body.template
    found = client.get_template(models.GetTemplateRequest(template_id=added.template_id)).body.template
    listed = client.list_templates(models.ListTemplatesRequest(type="BatchEditing", keyword="quiet")).body
    assert (found.name, json.loads(found.config)) == ("Quiet", json.loads(config))
    assert [template.template_id for template in listed.templates] == [added.template_id]


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ((KEY[0], "another secret"), "SignatureDoesNotMatch"),
        (("nobody", KEY[1]), "InvalidAccessKeyId.NotFound"),
        (READER, "NoPermission"),
    ],
)
def test_who_has_no_right_to_submit_is_refused(
    server: ApiServer, document: dict[str, Any], key: tuple[str, str], code: str
) -> None:
    with pytest.raises(ClientException) as caught:
        sdk(server, key).submit_batch_media_producing_job(submission(document))
    assert (caught.value.code, caught.value.status_code) == (code, 403)


def test_a_key_that_may_read_reads(server: ApiServer) -> None:
    body = sdk(server, READER).list_batch_media_producing_jobs(models.ListBatchMediaProducingJobsRequest()).body
    assert body.max_results == 10


def test_the_older_generation_of_signatures_is_known(server: ApiServer, document: dict[str, Any]) -> None:
    client = sdk(server, signature_algorithm="v2")
    job = client.submit_batch_media_producing_job(submission(document)).body.job_id
    assert (
        client.get_batch_media_producing_job(
            models.GetBatchMediaProducingJobRequest(job_id=job)
        ).body.editing_batch_job.job_id
        == job
    )


def test_a_bad_document_is_refused_with_the_places_of_its_mistakes(server: ApiServer, document: dict[str, Any]) -> None:
    output = document["OutputConfig"] | {"Count": 1000}
    with pytest.raises(ClientException) as caught:
        sdk(server).submit_batch_media_producing_job(submission(document | {"OutputConfig": output}))
    assert (caught.value.code, caught.value.status_code) == ("InvalidParameter", 400)
    assert "OutputConfig.Count" in str(caught.value.message)


def test_what_is_not_there_is_not_found(server: ApiServer) -> None:
    with pytest.raises(ClientException) as caught:
        sdk(server).get_batch_media_producing_job(models.GetBatchMediaProducingJobRequest(job_id="nothing"))
    assert (caught.value.code, caught.value.status_code) == ("InvalidParameter.JobNotFound", 404)
    assert caught.value.request_id
