"""Everything that can be set from outside, in one place."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated, Any

import platformdirs
from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from s2v_core.settings.file import FileSource

__all__ = ["Settings", "storage_entry"]

_SAMPLES = Path(__file__).resolve().parents[2] / "sample_assets"
_STANDS_FOR = re.compile(r"(?P<named>.+?)=(?P<written>[A-Za-z][A-Za-z0-9+.\-]+://.*)")


class Settings(BaseSettings):
    """Settings of one process. Lists are given as text: paths separated as in ``PATH``, hosts by commas."""

    model_config = SettingsConfigDict(
        env_prefix="S2V_", env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True
    )

    home: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir("script-to-video", appauthor=False)),
        description="Data folder: cache, asset library, templates and the jobs store.",
    )
    roots: Annotated[tuple[Path, ...], NoDecode] = Field(
        default=(),
        description="Folders that job documents from outside may read (separated as in PATH), "
        "besides the data folder and the samples. The command line trusts its user's paths.",
    )
    url_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Private or loopback hosts (host or host:port, separated by commas) that may be fetched from.",
    )
    storage: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Where job documents from outside may write, besides their own output folder: folders "
        "(s3://shop/videos/, file:///srv/videos/), separated by commas. https://shop.example.com/=s3://shop/ writes "
        "what is addressed to the first to the second.",
    )
    sources: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Folders in object stores (s3://footage/public/) that job documents from outside may read, "
        "separated by commas. The command line trusts its user's addresses.",
    )
    callback_key: SecretStr = Field(
        default=SecretStr(""), description="Key that signs callbacks, so that their receiver can tell who sends them."
    )
    access_keys: SecretStr = Field(
        default=SecretStr(""),
        description="Keys of the HTTP face: id:secret, or id:secret:read for one that may only read, separated by "
        "commas. Without any it serves this machine alone.",
    )
    api_rate: float = Field(
        default=200.0,
        ge=0,
        description="Requests a second that the HTTP face answers for one key, or for one address without keys; "
        "0: any number.",
    )
    max_download_mb: int = Field(default=2048, ge=1, description="Largest file fetched from a URL, in megabytes.")
    max_pixels: int = Field(
        default=150_000_000, ge=1_000_000, description="Largest picture that is decoded, in pixels."
    )
    max_upload_mb: int = Field(
        default=4096, ge=1, description="Largest file that is added to the asset library, in megabytes."
    )
    library_limit_gb: float = Field(
        default=0.0,
        ge=0,
        description="Size of what the asset library may store, in gigabytes; 0: as much as the disk holds.",
    )
    cache_limit_gb: float = Field(
        default=10.0, ge=0.1, description="Size at which the cache lets go of what was used longest ago, in gigabytes."
    )
    jobs_dir: Path | None = Field(
        default=None,
        description="Folder of the jobs store; empty: the data folder. It must be on a disk of this machine, also "
        "where the data folder is on a network share.",
    )
    keep_days: int = Field(
        default=365,
        ge=0,
        description="Days after which a job that has ended is forgotten, with its log; 0: never. Its videos stay.",
    )
    encoder: str = Field(
        default="libx264",
        description="Video encoder: a format (h264, hevc, av1), a maker (nvenc, quicksync, videotoolbox, vaapi) or its "
        "own name (libx265, hevc_nvenc...). What does not work here gives way to a software encoder.",
    )
    preset: str = Field(
        default="veryfast",
        description="Encoder preset when the job names none, ultrafast to placebo, for every encoder.",
    )
    crf: int = Field(
        default=23,
        ge=0,
        le=51,
        description="Quality when the job names none, 0 to 51 on x264's scale for every encoder (lower is better).",
    )
    voice_en: str = Field(default="", description="Default English voice, as 'engine:voice'; empty: the best one here.")
    voice_zh: str = Field(default="", description="Default Chinese voice, as 'engine:voice'; empty: the best one here.")
    speech_timeout: float = Field(
        default=60.0, gt=0, description="Seconds an engine may take for one sentence before it is ended."
    )
    speech_base_url: str = Field(default="", description="Base URL of an OpenAI-compatible speech service.")
    speech_api_key: SecretStr = Field(default=SecretStr(""), description="Its key.")
    speech_model: str = Field(default="tts-1", description="Its model.")
    speech_voices: Annotated[tuple[str, ...], NoDecode] = Field(
        default=("alloy",), description="The voices it offers (separated by commas)."
    )

    copy_base_url: str = Field(
        default="", description="Base URL of an OpenAI-compatible service that writes titles and scripts."
    )
    copy_api_key: SecretStr = Field(default=SecretStr(""), description="Its key.")
    copy_model: str = Field(default="", description="Its model.")
    copy_timeout: float = Field(
        default=60.0, gt=0, description="Seconds for which the service may say nothing before a request is given up."
    )
    copy_requests: int = Field(default=3, ge=1, le=32, description="Requests to the service at the same time.")
    copy_similarity: float = Field(
        default=0.6,
        gt=0,
        le=1,
        description="Similarity from which two generated texts are too much alike, above 0 to 1 (1: only equal ones).",
    )
    copy_price_in: float = Field(default=0.0, ge=0, description="Price of a million tokens that the model is given.")
    copy_price_out: float = Field(default=0.0, ge=0, description="Price of a million tokens that it writes.")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Return where values come from, the strongest first."""
        return (init_settings, env_settings, dotenv_settings, file_secret_settings, FileSource(settings_cls))

    @field_validator("roots", mode="before")
    @classmethod
    def _split_paths(cls, value: Any) -> Any:
        if isinstance(value, str):
            return tuple(Path(part).expanduser() for part in value.split(os.pathsep) if part)
        return value

    @field_validator("url_hosts", "storage", "sources", "speech_voices", mode="before")
    @classmethod
    def _split_commas(cls, value: Any) -> Any:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("storage", "sources", mode="after")
    @classmethod
    def _check_addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for address in value:
            if "://" not in address:
                raise ValueError(f"'{address}' is no address like s3://bucket/folder/")
        return value

    @field_validator("jobs_dir", mode="before")
    @classmethod
    def _empty_is_none(cls, value: Any) -> Any:
        return value or None

    @field_validator("home", "jobs_dir", mode="after")
    @classmethod
    def _expand_home(cls, value: Path | None) -> Path | None:
        return value and value.expanduser()

    @property
    def cache_dir(self) -> Path:
        """Folder of the content-addressed cache."""
        return self.home / "cache"

    @property
    def cache_limit(self) -> int:
        """Size of the cache at which it lets go of what was used longest ago, in bytes."""
        return round(self.cache_limit_gb * 1e9)

    @property
    def library_dir(self) -> Path:
        """Folder of the asset library."""
        return self.home / "library"

    @property
    def templates_dir(self) -> Path:
        """Folder of the batch-editing templates, one ``<id>.json`` each."""
        return self.home / "templates"

    @property
    def projects_dir(self) -> Path:
        """Folder of the studio's projects, one folder for each."""
        return self.home / "projects"

    @property
    def samples_dir(self) -> Path:
        """Folder of the sample media and job documents."""
        return _SAMPLES

    @property
    def outbox_dir(self) -> Path:
        """Folder of what could not be delivered yet."""
        return self.home / "outbox"

    @property
    def jobs_file(self) -> Path:
        """The jobs store."""
        return (self.jobs_dir or self.home) / "jobs.sqlite3"

    @property
    def logs_dir(self) -> Path:
        """Folder of the logs: one for each job, and the runner's own."""
        return self.home / "logs"

    @property
    def outputs_dir(self) -> Path:
        """Folder of the outputs of jobs that name no other place, one folder for each job."""
        return self.home / "outputs"

    @property
    def spool_dir(self) -> Path:
        """Folder in which outputs for an object store are made, one folder for each job."""
        return self.home / "spool"

    @property
    def trusted_roots(self) -> tuple[Path, ...]:
        """All folders that documents from outside may read."""
        return (self.home, _SAMPLES, *self.roots)


def storage_entry(entry: str) -> tuple[str, str]:
    """Return the address under which documents know a place of ``Settings.storage``, and the one that is written to."""
    match = _STANDS_FOR.fullmatch(entry)
    return (match["named"], match["written"]) if match else (entry, entry)
