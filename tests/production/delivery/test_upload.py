"""Deliveries to folders and to storages of any kind."""

from __future__ import annotations

import errno
import hashlib
from pathlib import Path
from typing import Any, ClassVar

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem
from hypothesis import given
from hypothesis import strategies as st

from s2v_core.errors import Cancelled, DeliveryAway, DeliveryError, DeliveryRefused, DependencyMissing
from s2v_core.production.delivery import Address, Backoff, Delivered, Outbox, deliver, local_address, try_place
from s2v_core.production.delivery.backoff import pause
from s2v_core.production.delivery.failures import failure_of
from s2v_core.production.delivery.fingerprint import PART, Fingerprint, fingerprint_of_blocks
from s2v_core.production.delivery.targets import target_of
from s2v_core.production.health import _storage
from s2v_core.settings import Settings, load_settings

ONCE = Backoff(first=1, longest=1, attempts=1)
IN_MEMORY = Address("memory://shop/videos/cake.mp4", "memory://shop/videos/cake.mp4")


def stored() -> dict[str, bytes]:
    return {name: file.getvalue() for name, file in fsspec.filesystem("memory").store.items()}


def test_a_film_arrives_in_a_folder_that_is_made_for_it(film: Path, tmp_path: Path) -> None:
    target = tmp_path / "out" / "deep" / "cake.mp4"
    heard: list[tuple[int, int]] = []
    delivered = deliver(film, local_address(target), progress=lambda *each: heard.append(each))
    assert target.read_bytes() == film.read_bytes()
    assert delivered == Delivered(target.as_uri(), 300_000, hashlib.sha256(film.read_bytes()).hexdigest())
    assert heard == [(300_000, 300_000)]
    assert list(target.parent.iterdir()) == [target]


def test_a_film_that_is_there_already_is_not_written_again(film: Path) -> None:
    before = film.stat()
    deliver(film, local_address(film))
    assert film.stat().st_mtime_ns == before.st_mtime_ns
    assert film.stat().st_ino == before.st_ino


def test_a_film_arrives_in_any_storage_and_replaces_what_was_there(film: Path) -> None:
    for content in (b"first", b"second"):
        film.write_bytes(content)
        deliver(film, IN_MEMORY)
        assert stored() == {"/shop/videos/cake.mp4": content}


def test_nothing_half_made_has_the_final_name(film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    film.write_bytes(bytes(5 << 20))
    seen: list[list[str]] = []
    deliver(film, IN_MEMORY, progress=lambda *_: seen.append(list(stored())))
    assert len(seen) == 5
    assert all("/shop/videos/cake.mp4" not in names for names in seen)


@pytest.mark.parametrize("kind", ["memory", "folder"])
def test_a_delivery_that_is_stopped_leaves_what_was_there(film: Path, tmp_path: Path, kind: str) -> None:
    address = IN_MEMORY if kind == "memory" else local_address(tmp_path / "out" / "cake.mp4")
    deliver(film, address)
    before = stored(), sorted(tmp_path.rglob("*"))
    film.write_bytes(bytes(3 << 20))
    asked = iter([False, True])
    with pytest.raises(Cancelled):
        deliver(film, address, cancelled=lambda: next(asked, True))
    assert (stored(), sorted(tmp_path.rglob("*"))) == before


def test_what_arrives_damaged_is_sent_again_and_then_told(film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ordinary = MemoryFileSystem.mv

    def damage(self: Any, source: str, target: str, **options: Any) -> None:
        ordinary(self, source, target, **options)
        self.pipe_file(target, bytes(300_000))

    naps: list[float] = []
    monkeypatch.setattr(MemoryFileSystem, "mv", damage)
    with pytest.raises(DeliveryAway, match="not what was sent"):
        deliver(film, IN_MEMORY, backoff=Backoff(first=1, longest=1, attempts=2, chance=lambda: 0), sleep=naps.append)
    assert sum(naps) == 1


def test_a_file_that_changed_since_it_was_finished_is_not_sent(film: Path) -> None:
    with pytest.raises(DeliveryRefused, match="not what was finished"):
        deliver(film, IN_MEMORY, sha256="0" * 64)
    assert stored() == {}


def test_a_file_that_is_gone_is_told(film: Path) -> None:
    film.unlink()
    with pytest.raises(DeliveryRefused, match="cannot be read"):
        deliver(film, IN_MEMORY)


def test_a_storage_that_nobody_knows_is_refused(film: Path) -> None:
    with pytest.raises(DeliveryRefused, match="Protocol not known"):
        deliver(film, Address("nosuch://shop/cake.mp4", ""))


def test_a_missing_package_is_named_with_its_remedy(film: Path) -> None:
    with pytest.raises(DependencyMissing) as error:
        deliver(film, Address("gs://shop/cake.mp4", ""))
    assert error.value.hint == "Run `pip install gcsfs`."


def test_a_full_disk_is_a_matter_of_waiting(film: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("s2v_core.production.delivery.targets.write_atomically", full)
    with pytest.raises(DeliveryAway, match="No space left"):
        deliver(film, local_address(tmp_path / "out" / "cake.mp4"), backoff=ONCE)


class NoCredentialsError(Exception):
    """What another library calls its error."""


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (PermissionError("Access Denied"), DeliveryRefused),
        (FileNotFoundError("gone"), DeliveryRefused),
        (OSError(errno.EINVAL, "bad name"), DeliveryRefused),
        (OSError(errno.EROFS, "read-only"), DeliveryRefused),
        (FileExistsError(errno.EEXIST, "a file in place of a folder"), DeliveryRefused),
        (ValueError("no"), DeliveryRefused),
        (NoCredentialsError("Unable to locate credentials"), DeliveryRefused),
        (OSError(errno.EBUSY, "Slow down"), DeliveryAway),
        (OSError(errno.EIO, "internal"), DeliveryAway),
        (ConnectionResetError("reset"), DeliveryAway),
        (TimeoutError(), DeliveryAway),
        (RuntimeError("of another library"), DeliveryAway),
    ],
)
def test_errors_of_storages_are_final_or_passing(error: Exception, kind: type[DeliveryError]) -> None:
    assert type(failure_of(error, "s3://shop/a.mp4")) is kind


@pytest.mark.parametrize(
    ("code", "kind"),
    [("BadDigest", DeliveryAway), ("NoSuchUpload", DeliveryAway), ("PermanentRedirect", DeliveryRefused)],
)
def test_the_code_of_s3_says_more_than_the_kind_of_error(code: str, kind: type[DeliveryError]) -> None:
    class ClientError(Exception):
        response: ClassVar[dict[str, dict[str, str]]] = {"Error": {"Code": code}}

    error = OSError(errno.EINVAL, "translated")
    error.__cause__ = ClientError()
    assert type(failure_of(error, "s3://shop/a.mp4")) is kind


def test_words_of_storages_are_shown_without_secrets() -> None:
    error = OSError("POST https://u:secret1@a.test/x?X-Amz-Signature=secret2 failed, SecretAccessKey=secret3")
    failure = failure_of(error, "https://ann:secret4@a.test/x?sig=secret5")
    assert "secret" not in str(failure)


def test_who_may_not_look_may_still_write(film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """S3 answers 403 for an object that does not exist to those who may not list the bucket."""
    ordinary = MemoryFileSystem.exists

    def exists(self: Any, path: str, **options: Any) -> bool:
        if not ordinary(self, path, **options):
            raise PermissionError("Forbidden")
        return True

    monkeypatch.setattr(MemoryFileSystem, "exists", exists)
    deliver(film, IN_MEMORY)
    assert list(stored()) == ["/shop/videos/cake.mp4"]


MADE = Fingerprint(size=3, sha256="aa", md5="bb", etag="cc-2")
DIGEST = {"sha256": "aa"}


@pytest.mark.parametrize(
    ("found", "holds"),
    [
        ({"ContentLength": 3, "ETag": '"bb"'}, True),
        ({"ContentLength": 3, "ETag": '"cc-2"'}, True),
        ({"ContentLength": 4, "ETag": '"bb"'}, False),
        ({"ContentLength": 3, "ETag": '"xx"', "Metadata": DIGEST}, False),
        ({"ContentLength": 3, "ETag": '"xx"', "Metadata": DIGEST, "ServerSideEncryption": "aws:kms"}, True),
        ({"ContentLength": 3, "ETag": '"xx"', "Metadata": {}, "ServerSideEncryption": "aws:kms"}, False),
        ({"ContentLength": 3, "ETag": '"xx-1"', "Metadata": DIGEST}, True),
        ({"ContentLength": 3, "ETag": '"xx-1"', "Metadata": {"sha256": "zz"}}, False),
        ({"ContentLength": 3, "Metadata": DIGEST}, False),
    ],
)
def test_an_object_is_known_by_its_etag_or_its_stored_digest(
    found: dict[str, Any], holds: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    class System:
        def split_path(self, path: str) -> tuple[str, str, None]:
            return "shop", "cake.mp4", None

        def call_s3(self, method: str, **_: str) -> dict[str, Any]:
            assert method == "head_object"
            return found

    monkeypatch.setattr("s2v_core.production.delivery.targets.open_store", lambda *_, **__: (System(), "shop/cake.mp4"))
    assert target_of(Address("s3://shop/cake.mp4", "")).holds(MADE) is holds


@given(st.integers(1, 5000), st.floats(0, 1, exclude_max=True))
def test_waits_double_up_to_the_longest_and_are_shortened_by_half_at_most(attempts: int, chance: float) -> None:
    wait = Backoff(first=2, longest=300, chance=lambda: chance).wait(attempts)
    whole = min(300, 2 * 2.0 ** min(attempts - 1, 100))
    assert whole / 2 <= wait <= whole


def test_a_wait_is_slept_in_slices() -> None:
    naps: list[float] = []
    pause(1.25, sleep=naps.append, check=lambda: None)
    assert naps == [0.5, 0.5, 0.25]


def test_the_fingerprint_of_parts_is_what_s3_says() -> None:
    blocks = [bytes([number]) * (1 << 20) for number in range(17)]
    digests = [
        hashlib.md5(b"".join(blocks[start : start + 8])).digest()  # the way S3 counts
        for start in (0, 8, 16)
    ]
    found = fingerprint_of_blocks(blocks)
    assert found.size == 2 * PART + (1 << 20)
    assert found.etag == f"{hashlib.md5(b''.join(digests)).hexdigest()}-3"
    assert fingerprint_of_blocks([]).etag == hashlib.md5().hexdigest()
    assert fingerprint_of_blocks(blocks[:16]).etag.endswith("-2")
    assert fingerprint_of_blocks(blocks[:15]).etag == fingerprint_of_blocks(blocks[:15]).md5


def test_a_place_is_tried_and_left_as_it_was(tmp_path: Path) -> None:
    assert try_place(str(tmp_path / "new")).state == "good"
    assert list((tmp_path / "new").iterdir()) == []
    assert try_place((tmp_path / "new").as_uri()).state == "good"
    assert try_place("memory://shop/videos").state == "good"
    assert stored() == {}


def test_a_place_that_keeps_everything_is_fair(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError("no")

    monkeypatch.setattr(MemoryFileSystem, "rm_file", refuse, raising=False)
    finding = try_place("memory://shop/videos")
    assert finding.state == "fair"
    assert "delete" in finding.remedy


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("https://shop.test/", "no storage"),
        ("media://x", "no storage"),
        ("nosuch://shop/x", "Protocol not known"),
        ("gs://shop/x", "not installed"),
        ("s3://a:b@shop/x", "holds a password"),
        ("file://server/share", "another machine"),
    ],
)
def test_a_place_that_cannot_be_written_to_is_told(place: str, words: str) -> None:
    finding = try_place(place)
    assert finding.state == "bad"
    assert words in finding.message


def test_a_file_in_the_place_of_a_folder_is_told(film: Path) -> None:
    assert try_place(str(film)).state == "bad"


def test_doctor_tries_the_storages_and_looks_into_the_outbox(settings: Settings) -> None:
    assert list(_storage(settings)) == []
    settings = load_settings(
        home=settings.home, storage=("memory://shop/", "https://x.test/=gs://shop/"), _env_file=None
    )
    Outbox(settings.outbox_dir).put("delivery", "ab" * 20, {}, now=0)
    good, bad, outbox = _storage(settings)
    assert (good.subject, good.state) == ("storage memory://shop/", "good")
    assert (bad.subject, bad.state, bad.remedy) == ("storage gs://shop/", "bad", "Run `pip install gcsfs`.")
    assert (outbox.state, outbox.message) == ("fair", "waiting: 1, refused: 0.")
