"""What an operator may set."""

from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import load_settings
from handlers.explain import explain


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in (
        "DATABASE_URL",
        "TELEGRAM_TOKEN",
        "TELEGRAM_API_URL",
        "ENCODER",
        "TIMEZONE",
        "LOG_LEVEL",
        "MAX_FILE_MB",
        "IMPORT_SECONDS",
        "IMPORT_MB",
    ):
        monkeypatch.delenv(f"DONDOC_{name}", raising=False)
    monkeypatch.setenv("DONDOC_HOME", str(tmp_path))


def test_the_database_is_a_file_of_the_home_unless_another_is_named(tmp_path: Path) -> None:
    assert load_settings().store_url == f"sqlite:///{tmp_path}/dondoc.sqlite3"


def test_another_database_takes_the_place_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DONDOC_DATABASE_URL", "postgresql+psycopg://dondoc@db/dondoc")
    assert (load_settings().store_url, load_settings().embedded_database) == (
        "postgresql+psycopg://dondoc@db/dondoc",
        None,
    )


def test_an_empty_variable_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DONDOC_TIMEZONE", "")
    assert load_settings().zone.key == "Asia/Ho_Chi_Minh"


def test_the_token_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DONDOC_TELEGRAM_TOKEN", "123:secret")
    assert "secret" not in repr(load_settings())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TIMEZONE", "Sao/Hoa"),
        ("TIMEZONE", "../../etc/passwd"),
        ("LOG_LEVEL", "ồn ào"),
        ("MAX_FILE_MB", "nhiều"),
        ("MAX_FILE_MB", "0"),
        ("IMPORT_SECONDS", "0"),
        ("IMPORT_MB", "64"),
        ("TELEGRAM_API_URL", "ftp://x"),
        ("DATABASE_URL", "dondoc.sqlite3"),
    ],
)
def test_a_bad_value_is_told_with_the_name_of_its_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"DONDOC_{name}", value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert f"DONDOC_{name}" in (explain(caught.value) or "")
