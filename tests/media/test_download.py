"""Fetching from the web: public hosts only, within limits, and no more than once."""

from __future__ import annotations

import base64
import gzip
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from s2v_core.cache import Cache, key_of
from s2v_core.errors import MediaNotFound, MediaRefused, MediaTooLarge
from s2v_core.media import Assets
from s2v_core.media.addresses import shown, suffix_of
from s2v_core.media.download import fetch_url
from s2v_core.media.hosts import is_public
from s2v_core.settings import Settings, load_settings

BODY = bytes(range(256)) * 100


@dataclass
class Site:
    """A web server on this machine and what it was asked."""

    port: int = 0
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    etag: str = '"one"'
    body: bytes = BODY
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200
    authorization: str = ""

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"


class Handler(BaseHTTPRequestHandler):
    """Answers for a site, which is an attribute of its server."""

    def do_GET(self) -> None:
        site: Site = self.server.site  # type: ignore[attr-defined]
        site.asked.append((self.path, self.headers["Host"], self.headers.get("If-None-Match", "")))
        site.authorization = self.headers.get("Authorization", "")
        path, _, query = self.path.partition("?")
        status = int(query) if path == "/status" else site.status
        if status != 200:
            self.send_error(status)
        elif path == "/to":
            self._end(302, {"Location": query})
        elif self.headers.get("If-None-Match") == site.etag:
            self._end(304, {})
        else:
            self._send(path, site)

    def _send(self, path: str, site: Site) -> None:
        size = len(site.body) + (100 if path == "/cut.mp4" else 0)
        etag = {} if path == "/plain.mp4" else {"ETag": site.etag}
        length = {} if path == "/endless.mp4" else {"Content-Length": str(size)}
        self._end(200, {**etag, **length, **site.headers})
        self.wfile.write(site.body)

    def _end(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.site = site  # type: ignore[attr-defined]
    site.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield site
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def fetch(url: str, cache: Cache, *hosts: str, max_bytes: int = 1_000_000) -> Path:
    return fetch_url(url, cache=cache, private_hosts=hosts, max_bytes=max_bytes)


def files(cache: Cache) -> list[Path]:
    return [path for path in cache.root.rglob("*") if path.is_file()] if cache.root.exists() else []


def test_a_file_is_fetched_whole_and_keeps_its_suffix(site: Site, cache: Cache) -> None:
    path = fetch(site.url("/film.MP4?signature=x"), cache, site.host)
    assert path.read_bytes() == BODY
    assert path.suffix == ".mp4"


def test_a_host_may_be_named_without_its_port(site: Site, cache: Cache) -> None:
    assert fetch(site.url("/a.mp4"), cache, "127.0.0.1").read_bytes() == BODY


def test_an_unchanged_file_is_not_fetched_twice(site: Site, cache: Cache) -> None:
    first = fetch(site.url("/a.mp4"), cache, site.host)
    assert fetch(site.url("/a.mp4"), cache, site.host) == first
    assert [asked[2] for asked in site.asked] == ["", '"one"']


def test_without_a_version_the_size_decides(site: Site, cache: Cache) -> None:
    first = fetch(site.url("/plain.mp4"), cache, site.host)
    assert fetch(site.url("/plain.mp4"), cache, site.host) == first
    site.body = BODY[:-1]
    assert fetch(site.url("/plain.mp4"), cache, site.host).read_bytes() == BODY[:-1]


def test_a_changed_file_is_another_entry_and_leaves_the_old_one(site: Site, cache: Cache) -> None:
    first = fetch(site.url("/a.mp4"), cache, site.host)
    site.body, site.etag = b"new", '"two"'
    assert fetch(site.url("/a.mp4"), cache, site.host).read_bytes() == b"new"
    assert first.read_bytes() == BODY


def test_a_file_fetched_earlier_serves_while_the_host_is_down(site: Site, cache: Cache) -> None:
    first = fetch(site.url("/a.mp4"), cache, site.host)
    note = next(path for path in files(cache) if path.suffix == ".json")
    url = f"http://127.0.0.1:{_closed_port()}/a.mp4"
    target = cache.path("download", key_of("download", url), ".json")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(note.read_bytes())
    assert fetch(url, cache, "127.0.0.1") == first


def test_a_damaged_note_about_an_earlier_download_is_ignored(site: Site, cache: Cache) -> None:
    fetch(site.url("/a.mp4"), cache, site.host)
    next(path for path in files(cache) if path.suffix == ".json").write_text("{", encoding="utf-8")
    assert fetch(site.url("/a.mp4"), cache, site.host).read_bytes() == BODY


def test_a_host_on_this_machine_is_refused_unless_named(site: Site, cache: Cache) -> None:
    for hosts in ((), ("127.0.0.1:1",), ("example.com",)):
        with pytest.raises(MediaRefused, match="not a public host") as error:
            fetch(site.url("/a.mp4"), cache, *hosts)
        assert "S2V_URL_HOSTS" in error.value.hint
    assert site.asked == []


def test_redirections_are_followed(site: Site, cache: Cache) -> None:
    assert fetch(site.url("/to?/a.mp4"), cache, site.host).read_bytes() == BODY


def test_every_redirection_is_checked_again(site: Site, cache: Cache) -> None:
    for target in (
        "http://localhost:9/a.mp4",
        "http://[::1]/a.mp4",
        "http://169.254.169.254/latest",
        "http://10.0.0.1/",
    ):
        with pytest.raises(MediaRefused, match="not a public host"):
            fetch(site.url(f"/to?{target}"), cache, site.host)


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.com/a.mp4", "s3://bucket/a"])
def test_redirections_to_other_schemes_are_not_followed(site: Site, cache: Cache, target: str) -> None:
    with pytest.raises(MediaNotFound, match="redirects to"):
        fetch(site.url(f"/to?{target}"), cache, site.host)


def test_redirections_without_end_are_given_up(site: Site, cache: Cache) -> None:
    site_url = site.url("/to?/to?/to?/to?/to?/to?/to?/to?/a.mp4")
    with pytest.raises(MediaNotFound, match="redirects more than five times"):
        fetch(site_url, cache, site.host)


def test_the_address_that_was_checked_is_the_one_that_is_talked_to(
    site: Site, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    lookups: list[str] = []

    def resolve(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        lookups.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr("s2v_core.media.hosts.socket.getaddrinfo", _only_for("films.test", resolve))
    path = fetch(f"http://films.test:{site.port}/a.mp4", cache, "films.test")
    assert path.read_bytes() == BODY
    assert lookups == ["films.test"]
    assert site.asked[0][1] == f"films.test:{site.port}"


def test_a_public_name_that_leads_to_a_private_address_is_refused(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    def resolve(_host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in ("93.184.215.14", "10.0.0.7")
        ]

    monkeypatch.setattr("s2v_core.media.hosts.socket.getaddrinfo", _only_for("evil.test", resolve))
    with pytest.raises(MediaRefused, match=r"evil\.test"):
        fetch("http://evil.test/a.mp4", cache)


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1", "0.0.0.0", "[::ffff:127.0.0.1]", "localhost."])
def test_other_spellings_of_this_machine_are_refused(cache: Cache, host: str) -> None:
    with pytest.raises((MediaRefused, MediaNotFound)):
        fetch(f"http://{host}/a.mp4", cache)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("2002:a00:1::", False),
    ],
)
def test_public_addresses_are_told_from_all_others(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_a_file_that_says_it_is_too_large_is_refused_before_it_is_read(site: Site, cache: Cache) -> None:
    with pytest.raises(MediaTooLarge, match="S2V_MAX_DOWNLOAD_MB"):
        fetch(site.url("/a.mp4"), cache, site.host, max_bytes=1000)
    assert files(cache) == []


def test_a_file_that_does_not_tell_its_size_is_cut_off_at_the_limit(site: Site, cache: Cache) -> None:
    with pytest.raises(MediaTooLarge):
        fetch(site.url("/endless.mp4"), cache, site.host, max_bytes=1000)
    assert files(cache) == []


def test_a_download_that_breaks_off_leaves_nothing(site: Site, cache: Cache) -> None:
    with pytest.raises(MediaNotFound, match="cannot be fetched"):
        fetch(site.url("/cut.mp4"), cache, site.host)
    assert files(cache) == []


@pytest.mark.parametrize("status", [403, 404, 500])
def test_an_error_of_the_host_is_told(site: Site, cache: Cache, status: int) -> None:
    with pytest.raises(MediaNotFound, match=f"answered {status}"):
        fetch(site.url(f"/status?{status}"), cache, site.host)


def test_a_host_that_does_not_answer_is_told(cache: Cache) -> None:
    with pytest.raises(MediaNotFound, match="cannot be fetched"):
        fetch(f"http://127.0.0.1:{_closed_port()}/a.mp4", cache, "127.0.0.1")


@pytest.mark.parametrize("url", ["http://", "http://exa mple.com/a", "http://[::1/a", "http://a.test:99999/x"])
def test_malformed_addresses_are_not_found(cache: Cache, url: str) -> None:
    with pytest.raises(MediaNotFound):
        fetch(url, cache)


def test_passwords_and_signatures_are_not_shown(site: Site, cache: Cache) -> None:
    with pytest.raises(MediaNotFound) as error:
        fetch(f"http://ann:secret@{site.host}/status?404&signature=abc", cache, site.host)
    assert "secret" not in str(error.value)
    assert "signature" not in str(error.value)
    assert shown("https://ann:secret@example.com/a.mp4?key=1#x") == "https://example.com/a.mp4"


@pytest.mark.parametrize(
    ("url", "suffix"),
    [
        ("http://a/b.mp4", ".mp4"),
        ("http://a/b.MOV?x=1.txt", ".mov"),
        ("http://a/b", ""),
        ("http://a.com", ".com"),
        ("http://a/b.tar/c", ""),
        ("http://a/b.verylong", ""),
    ],
)
def test_the_suffix_comes_from_the_path(url: str, suffix: str) -> None:
    assert suffix_of(url) == suffix


def test_one_reference_is_fetched_once_by_many_threads(site: Site, settings: Settings) -> None:
    settings = load_settings(home=settings.home, url_hosts=(site.host,), _env_file=None)
    assets = Assets(settings)
    threads = [threading.Thread(target=assets.path, args=(site.url("/a.mp4"),)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(site.asked) == 1


def _closed_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _only_for(name: str, resolve: object) -> object:
    """Answer lookups of ``name`` with ``resolve`` and all others as ever."""
    ordinary = socket.getaddrinfo

    def lookup(host: str, *args: object, **options: object) -> object:
        chosen = resolve if host == name else ordinary
        return chosen(host, *args, **options)  # type: ignore[operator]

    return lookup


def test_a_name_and_password_in_the_address_are_sent(site: Site, cache: Cache) -> None:
    assert fetch(f"http://ann:s%40crt@{site.host}/a.mp4", cache, site.host).read_bytes() == BODY
    assert site.authorization == "Basic " + base64.b64encode(b"ann:s@crt").decode()


def test_a_password_is_not_sent_to_where_the_host_redirects(site: Site, cache: Cache) -> None:
    fetch(f"http://ann:secret@{site.host}/to?http://127.0.0.1:{site.port}/a.mp4", cache, "127.0.0.1")
    assert site.authorization == ""


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_file_fetched_earlier_serves_while_the_host_has_troubles(site: Site, cache: Cache, status: int) -> None:
    first = fetch(site.url("/a.mp4"), cache, site.host)
    site.status = status
    assert fetch(site.url("/a.mp4"), cache, site.host) == first


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_file_that_is_not_given_any_more_is_not_served_from_the_cache(site: Site, cache: Cache, status: int) -> None:
    fetch(site.url("/a.mp4"), cache, site.host)
    site.status = status
    with pytest.raises(MediaNotFound, match=f"answered {status}"):
        fetch(site.url("/a.mp4"), cache, site.host)


def test_a_login_page_is_not_taken_for_a_film(site: Site, cache: Cache) -> None:
    site.headers = {"Content-Type": "text/html; charset=utf-8"}
    with pytest.raises(MediaNotFound, match="web page") as caught:
        fetch(site.url("/a.mp4"), cache, site.host)
    assert "logging in" in caught.value.hint
    assert files(cache) == []


def test_other_types_of_content_are_no_obstacle(site: Site, cache: Cache) -> None:
    site.headers = {"Content-Type": "binary/octet-stream", "Content-Disposition": 'attachment; filename="../x.sh"'}
    path = fetch(site.url("/a.mp4"), cache, site.host)
    assert path.suffix == ".mp4"
    assert path.is_relative_to(cache.root)


def test_a_compressed_answer_is_never_unpacked(site: Site, cache: Cache) -> None:
    site.headers, site.body = {"Content-Encoding": "gzip"}, gzip.compress(bytes(1_000_000))
    with pytest.raises(MediaNotFound, match="compressed"):
        fetch(site.url("/a.mp4"), cache, site.host)


def test_signatures_do_not_reach_the_log(site: Site, cache: Cache, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    fetch(site.url("/a.mp4?X-Amz-Signature=abcdef"), cache, site.host)
    assert "abcdef" not in caplog.text
