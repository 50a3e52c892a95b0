"""Where outputs go, and where they may not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s2v_core.errors import DeliveryRefused
from s2v_core.job import Job, OutputConfig
from s2v_core.production.delivery import Destination, destination_at, destination_of
from s2v_core.settings import Settings, load_settings

BASE = Path("/jobs/one").absolute()


def job_of(count: int = 2, **output: Any) -> Job:
    return Job(output_config=OutputConfig.model_validate({"Count": count, **output}))


def destination(job: Job, *storage: str, trusted: bool = False, base: Path = BASE) -> Destination:
    settings = load_settings(home=BASE.parent / "home", storage=storage, _env_file=None)
    return destination_of(job, base=base, settings=settings, trusted=trusted)


def targets(pattern: str, *storage: str, trusted: bool = False) -> list[str]:
    return [video.target for video in destination(job_of(MediaURL=pattern), *storage, trusted=trusted).videos]


def test_a_relative_name_lies_in_the_jobs_own_folder() -> None:
    found = destination(job_of(MediaURL="cakes/cake_{index}.mp4"))
    assert [video.path for video in found.videos] == [BASE / "cakes" / "cake_0.mp4", BASE / "cakes" / "cake_1.mp4"]
    assert found.address(1, "cake_1.srt").path == BASE / "cakes" / "cake_1.srt"
    assert found.address(1, "cake_1.timeline.json").path == BASE / "cakes" / "cake_1.timeline.json"
    assert found.shared("manifest.json").path == BASE / "cakes" / "manifest.json"
    assert found.videos[0].url == (BASE / "cakes" / "cake_0.mp4").as_uri()
    assert found.warning is None


def test_a_folder_may_have_the_number_too(tmp_path: Path) -> None:
    pattern = (tmp_path / "{index}" / "cake.mp4").as_uri().replace("%7B", "{").replace("%7D", "}")
    found = destination(job_of(MediaURL=pattern), trusted=True)
    assert [video.path for video in found.videos] == [tmp_path / "0" / "cake_0.mp4", tmp_path / "1" / "cake_1.mp4"]
    assert found.shared("manifest.json").path == tmp_path / "manifest.json"


def test_this_machines_user_may_name_any_folder(tmp_path: Path) -> None:
    found = destination(job_of(MediaURL=str(tmp_path / "a b" / "ü_{index}.mp4")), trusted=True)
    assert found.videos[0].path == tmp_path / "a b" / "ü_0.mp4"


@pytest.mark.parametrize(
    "pattern",
    [
        "/etc/cron.d/cake_{index}.mp4",
        "../two/cake_{index}.mp4",
        "a/../../two/cake_{index}.mp4",
        "..\\two\\cake_{index}.mp4",
        "file:///etc/cake_{index}.mp4",
        "file:///jobs/one/%2e%2e/two/cake_{index}.mp4",
        "file://server/share/cake_{index}.mp4",
        "/jobs/one-more/cake_{index}.mp4",
        "{index}/../../x/cake.mp4",
        "a\0b/cake_{index}.mp4",
        "file:///jobs/one/%00/cake_{index}.mp4",
        "C:\\jobs\\cake_{index}.mp4",
        "~/cake_{index}.mp4/../../../x/{index}.mp4",
        "media://cake_{index}.mp4",
        "pool:cake_{index}.mp4",
    ],
)
def test_documents_from_outside_stay_in_their_folder(pattern: str) -> None:
    with pytest.raises(DeliveryRefused) as error:
        destination(job_of(MediaURL=pattern))
    assert error.value.where == "OutputConfig.MediaURL"


def test_symbolic_links_do_not_lead_out_of_the_jobs_folder(tmp_path: Path) -> None:
    base = tmp_path / "job"
    base.mkdir()
    (tmp_path / "elsewhere").mkdir()
    (base / "link").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    with pytest.raises(DeliveryRefused, match="outside the folders"):
        destination(job_of(MediaURL="link/cake_{index}.mp4"), base=base)


def test_documents_from_outside_may_write_to_a_folder_that_is_named(tmp_path: Path) -> None:
    entry = tmp_path.as_uri() + "/"
    found = destination(job_of(MediaURL=f"{entry}cakes/{{index}}.mp4"), entry)
    assert found.videos[1].path == tmp_path / "cakes" / "1.mp4"
    with pytest.raises(DeliveryRefused):
        destination(job_of(MediaURL=f"{entry}../cakes/{{index}}.mp4"), entry)


@given(st.text(st.characters(codec="utf-8"), max_size=60), st.sampled_from(["", "/", "../", "file:///", "a/"]))
def test_no_pattern_leads_a_stranger_out_of_the_jobs_folder(text: str, before: str) -> None:
    try:
        found = destination(job_of(MediaURL=f"{before}{text}{{index}}.mp4"))
    except DeliveryRefused:
        return
    for video in found.videos:
        assert video.path is not None
        assert video.path.resolve().is_relative_to(BASE)


def test_an_object_store_is_written_to_where_the_settings_allow_it() -> None:
    found = destination(job_of(MediaURL="s3://shop/videos/{index}/my cake.mp4"), "s3://shop/videos/")
    assert [video.target for video in found.videos] == [
        "s3://shop/videos/0/my cake.mp4",
        "s3://shop/videos/1/my cake.mp4",
    ]
    assert found.videos[0].path is None
    assert found.address(0, "my cake_0.mp4") == found.videos[0]
    assert found.address(1, "my cake_1.srt").target == "s3://shop/videos/1/my cake.srt"
    assert found.shared("manifest.json").target == "s3://shop/videos/manifest.json"


@pytest.mark.parametrize(
    "pattern",
    [
        "s3://shop/private/{index}.mp4",
        "s3://shop/videos-private/{index}.mp4",
        "s3://shop/videos/../private/{index}.mp4",
        "s3://other/videos/{index}.mp4",
        "memory://shop/videos/{index}.mp4",
        "local:///etc/{index}.mp4",
        "simplecache::s3://shop/videos/{index}.mp4",
        "s3://key:secret@shop/videos/{index}.mp4",
        "s3://shop/videos/{index}.mp4?x=1",
    ],
)
def test_documents_from_outside_write_nowhere_else(pattern: str) -> None:
    with pytest.raises(DeliveryRefused) as error:
        destination(job_of(MediaURL=pattern), "s3://shop/videos/")
    assert "secret" not in str(error.value)


def test_nothing_is_allowed_by_default() -> None:
    with pytest.raises(DeliveryRefused, match="may not write to s3://shop/") as error:
        destination(job_of(MediaURL="s3://shop/{index}.mp4"))
    assert "S2V_STORAGE" in error.value.hint


def test_passwords_in_addresses_are_refused_for_everybody() -> None:
    with pytest.raises(DeliveryRefused, match="holds a password") as error:
        destination(job_of(MediaURL="sftp://ann:secret@host/videos/{index}.mp4"), "sftp://", trusted=True)
    assert "secret" not in str(error.value)


def test_this_machines_user_may_name_any_storage() -> None:
    assert targets("s3://shop/{index}.mp4", trusted=True) == ["s3://shop/0.mp4", "s3://shop/1.mp4"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("s3://shop/cake.mp4", "s3://shop/cake_0.mp4"),
        ("s3://shop/cake", "s3://shop/cake_0.mp4"),
        ("s3://shop/cake_{index}", "s3://shop/cake_0.mp4"),
        ("s3://shop/cake_{index}.MOV", "s3://shop/cake_0.MOV"),
    ],
)
def test_every_output_has_an_address_of_its_own(pattern: str, expected: str) -> None:
    assert targets(pattern, trusted=True)[0] == expected


VENDOR = "https://bakery.oss-cn-shanghai.aliyuncs.com/out/cake_{index}.mp4"


def test_a_job_of_the_vendors_service_stays_local_with_a_warning() -> None:
    for trusted in (True, False):
        found = destination(job_of(MediaURL=VENDOR + "?Signature=secret"), trusted=trusted)
        assert [video.path for video in found.videos] == [BASE / "cake_0.mp4", BASE / "cake_1.mp4"]
        assert found.warning is not None
        assert found.warning.severity == "warning"
        assert found.warning.path == "OutputConfig.MediaURL"
        assert "S2V_STORAGE" in found.warning.hint
        assert "secret" not in str(found.warning)


def test_the_settings_say_what_stands_for_an_address_of_the_web() -> None:
    found = destination(
        job_of(MediaURL=VENDOR.replace("out", "my%20out")),
        "https://bakery.oss-cn-shanghai.aliyuncs.com/=s3://shop/oss/",
    )
    assert found.warning is None
    assert found.videos[1].target == "s3://shop/oss/my out/cake_1.mp4"
    assert found.videos[1].url == VENDOR.replace("out", "my%20out").replace("{index}", "1")
    assert found.address(1, "cake_1.srt").url.endswith("/my%20out/cake_1.srt")
    assert found.shared("manifest.json").target == "s3://shop/oss/my out/manifest.json"


def test_a_folder_may_stand_for_an_address_of_the_web(tmp_path: Path) -> None:
    found = destination(job_of(MediaURL=VENDOR), f"https://bakery.oss-cn-shanghai.aliyuncs.com/={tmp_path.as_uri()}/")
    assert found.videos[0].path == tmp_path / "out" / "cake_0.mp4"
    assert found.address(0, "cake_0.srt").path == tmp_path / "out" / "cake_0.srt"
    assert found.shared("manifest.json").path == tmp_path / "out" / "manifest.json"


def test_escapes_do_not_lead_out_of_what_stands_for_an_address() -> None:
    with pytest.raises(DeliveryRefused, match="not clear"):
        targets("https://bakery.test/%2e%2e/%2e%2e/{index}.mp4", "https://bakery.test/=s3://shop/videos/")


@pytest.mark.parametrize("tail", ["%2e%2e/", "%252e%252e/", "..%2f", "%00/", "link/"])
def test_escapes_and_links_do_not_lead_out_of_a_folder_that_stands_for_an_address(tmp_path: Path, tail: str) -> None:
    (tmp_path / "videos").mkdir()
    (tmp_path / "videos" / "link").symlink_to(tmp_path, target_is_directory=True)
    folder = (tmp_path / "videos").as_uri()
    try:
        found = targets(f"https://bakery.test/{tail}{{index}}.mp4", f"https://bakery.test/={folder}/")
    except DeliveryRefused:
        return
    assert Path(found[0]).resolve().is_relative_to(tmp_path / "videos")


def test_links_that_run_in_a_circle_are_no_folder(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(DeliveryRefused):
        destination(job_of(MediaURL="loop/{index}.mp4"), base=tmp_path)


def test_a_home_that_nobody_has_is_told() -> None:
    with pytest.raises(DeliveryRefused, match="no such folder"):
        destination(job_of(MediaURL="~nobody-has-this-name/{index}.mp4"), trusted=True)


def test_storage_location_and_file_name_make_an_address() -> None:
    found = destination(job_of(StorageLocation="s3://shop/", FileName="a/{index}.mp4"), trusted=True)
    assert found.videos[0].target == "s3://shop/a/0.mp4"
    found = destination(job_of(StorageLocation="cakes", FileName="{index}.mp4"))
    assert found.videos[0].path == BASE / "cakes" / "0.mp4"
    found = destination(job_of(FileName="{index}.mp4"))
    assert found.videos[0].path == BASE / "0.mp4"


def test_a_storage_location_of_the_vendor_is_an_address_of_the_web() -> None:
    found = destination(job_of(StorageLocation="bakery.oss-cn-shanghai.aliyuncs.com", FileName="out/{index}.mp4"))
    assert found.warning is not None
    assert found.warning.path == "OutputConfig.StorageLocation"
    assert found.videos[0].path == BASE / "0.mp4"


def test_the_users_own_place_counts_whatever_the_document_says(tmp_path: Path) -> None:
    job = job_of(MediaURL="s3://elsewhere/deep/cake_{index}.mp4")
    assert destination_at(str(tmp_path), job).videos[1].path == tmp_path / "cake_1.mp4"
    assert destination_at(tmp_path.as_uri(), job).shared("manifest.json").path == tmp_path / "manifest.json"
    found = destination_at("s3://shop/videos/", job)
    assert found.videos[1].target == "s3://shop/videos/cake_1.mp4"
    assert found.address(1, "cake_1.srt").target == "s3://shop/videos/cake_1.srt"
    assert found.shared("manifest.json").target == "s3://shop/videos/manifest.json"


@pytest.mark.parametrize(
    "place", ["https://shop.test/", "media://x", "s3://shop/../x", "s3://", "sftp://a:b@c/d", "file://server/share"]
)
def test_a_place_that_is_no_storage_is_refused(place: str) -> None:
    with pytest.raises(DeliveryRefused):
        destination_at(place, job_of(MediaURL="{index}.mp4"))


def test_an_address_survives_its_way_through_a_file(settings: Settings) -> None:
    address = destination(job_of(MediaURL="s3://shop/{index}.mp4"), trusted=True).videos[0]
    assert type(address).from_json(address.to_json()) == address
