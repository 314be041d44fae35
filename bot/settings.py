"""What an operator may set, read from the environment variables that begin with DONDOC_."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingsError

if TYPE_CHECKING:
    from knowledge.importing.sandbox import Limits


class Settings(BaseSettings):
    """The whole configuration; every setting has a default that works on one machine."""

    model_config = SettingsConfigDict(
        env_prefix="DONDOC_", env_ignore_empty=True, frozen=True, hide_input_in_errors=True
    )

    home: Path = Field(default_factory=lambda: user_data_path("dondoc", appauthor=False))
    database_url: str | None = None
    telegram_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    encoder: str | None = None
    timezone: str = "Asia/Ho_Chi_Minh"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "WARNING"
    max_file_mb: int = Field(default=50, gt=0)
    import_seconds: int = Field(default=60, gt=0, le=86_400)
    import_mb: int = Field(default=1024, ge=256, le=1_048_576)
    evidence_mb_a_day: int = Field(default=200, gt=0)

    @field_validator("home")
    @classmethod
    def _expand(cls, home: Path) -> Path:
        return home.expanduser().absolute()

    @field_validator("database_url")
    @classmethod
    def _is_a_url(cls, url: str | None) -> str | None:
        if url is not None and "://" not in url:
            raise ValueError(url)
        return url

    @field_validator("telegram_api_url")
    @classmethod
    def _is_http(cls, url: str) -> str:
        if not url.startswith(("http://", "https://")):
            raise ValueError(url)
        return url.rstrip("/")

    @field_validator("timezone")
    @classmethod
    def _is_known(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (OSError, LookupError) as error:
            raise ValueError(name) from error
        return name

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, level: object) -> object:
        return level.upper() if isinstance(level, str) else level

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone in which days begin and end."""
        return ZoneInfo(self.timezone)

    @property
    def embedded_database(self) -> Path | None:
        """The file of the embedded database, None where another one is named."""
        return None if self.database_url else self.home / "dondoc.sqlite3"

    @property
    def store_url(self) -> str:
        """The URL of the database, the embedded one unless another is named."""
        return self.database_url or f"sqlite:///{self.embedded_database}"

    @property
    def max_file_bytes(self) -> int:
        """The largest file that is read as a plan."""
        return self.max_file_mb * 1024 * 1024

    @property
    def import_limits(self) -> "Limits":
        """What reading one file may take."""
        from knowledge.importing.sandbox import Limits

        return Limits(self.import_seconds, self.import_mb)


def load_settings() -> Settings:
    """The settings of this process's environment; the first bad value is told as a SettingsError."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        raise SettingsError(str(first["loc"][0]), str(first["input"])) from None
