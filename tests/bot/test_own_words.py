"""Words of an office of its own, kept in its home."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import UnreadableVocabularyError
from bot.vocabulary import own_words
from handlers.message import Message, Sender
from knowledge.roles import Role
from knowledge.samples import load_sample
from tests.talking import open_plans


def write(home: Path, name: str, text: str) -> None:
    folder = home / "vocabulary"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")


def ask(home: Path, text: str) -> tuple[str, list[str]]:
    with open_plans(home, load_sample(2026)) as assistant:
        at = datetime(2026, 5, 14, 2, tzinfo=UTC)
        facts = assistant.respond(Message("chat", Sender("1", role=Role.LEADER), at, text)).facts
    return facts.intent, [task.number for task in facts.tasks]


def test_an_office_teaches_a_phrase_of_asking(tmp_path: Path) -> None:
    write(tmp_path, "cues", '[cues]\nlead = ["ông nào gánh"]\n')
    assert ask(tmp_path, "sao lưu dữ liệu ông nào gánh") == ("lead", ["28"])


def test_an_office_teaches_an_abbreviation(tmp_path: Path) -> None:
    write(tmp_path, "abbreviations", '[office]\n"BĐSP" = "bản đồ số các tuyến phố"\n')
    assert ask(tmp_path, "ai chủ trì BĐSP") == ("lead", ["24"])


def test_an_office_teaches_a_synonym(tmp_path: Path) -> None:
    write(tmp_path, "synonyms", '[synonyms]\n"loa phường" = "hệ thống truyền thanh thông minh"\n')
    assert ask(tmp_path, "chuyên mục trên loa phường ai làm") == ("lead", ["20"])


def test_an_office_teaches_a_particle_that_ends_a_message(tmp_path: Path) -> None:
    write(tmp_path, "cues", '[endings]\nfiller = ["hen"]\n')
    assert ask(tmp_path, "nv 28 ai chủ trì hen") == ("lead", ["28"])


def test_an_office_teaches_how_it_reports(tmp_path: Path) -> None:
    write(tmp_path, "progress", '[progress]\ndone = ["ngon lành cành đào"]\n')
    assert ask(tmp_path, "nv 28 ngon lành cành đào") == ("report", ["28"])


def test_an_office_explains_a_whole_message(tmp_path: Path) -> None:
    write(tmp_path, "samples", '[[samples]]\nsaid = "tới lượt ai trực loa"\nmeans = "nv 20 ai chủ trì"\n')
    assert ask(tmp_path, "Tới lượt ai trực loa?") == ("lead", ["20"])


def test_a_word_that_only_a_synonym_knows_is_not_mended_into_one_of_the_plan(tmp_path: Path) -> None:
    write(tmp_path, "synonyms", '[synonyms]\n"hoà loa" = "hệ thống truyền thanh thông minh"\n')
    assert ask(tmp_path, "hoa loa ai lam") == ("lead", ["20"])


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    write(tmp_path, "cues", "lead = [")
    with pytest.raises(UnreadableVocabularyError, match=r"cues\.toml"):
        ask(tmp_path, "nv 3")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("cues", '[cues]\nlead = "ông nào gánh"\n'),
        ("cues", '[cue]\nlead = ["ông nào gánh"]\n'),
        ("cues", '[rhythms]\nfortnight = ["nửa tháng một lần"]\n'),
        ("abbreviations", "[office]\nBDSP = 3\n"),
        ("question_words", 'words = "ai"\n'),
        ("synonyms", "synonyms = 3\n"),
        ("samples", '[[samples]]\nsaid = "việc đó"\n'),
        ("samples", '[[samples]]\nsaid = " "\nmeans = "nv 3"\n'),
        ("progress", 'done = ["xong béng"]\n'),
        ("holidays", '[[off]]\nname = "Lễ hội"\ndays = ["2026-05-04"]\n'),
        ("holidays", '[[off]]\nname = "Lễ hội"\ndays = [2026-05-04T00:00:00]\n'),
        ("cues", '[cues]\nleed = ["ông nào gánh"]\n'),
    ],
)
def test_a_file_of_another_shape_is_named(tmp_path: Path, name: str, text: str) -> None:
    write(tmp_path, name, text)
    with pytest.raises(UnreadableVocabularyError, match=rf"{name}\.toml"):
        ask(tmp_path, "nv 3")


@pytest.mark.parametrize(
    "packaged",
    [
        "knowledge/vietnamese/abbreviations.toml",
        "index/synonyms.toml",
        "index/question_words.toml",
        "handlers/understanding/cues.toml",
        "handlers/understanding/progress.toml",
        "knowledge/holidays.toml",
    ],
)
def test_the_packaged_files_show_the_shape(tmp_path: Path, packaged: str) -> None:
    path = Path(__file__).parents[2] / packaged
    write(tmp_path, path.stem, path.read_text(encoding="utf-8"))
    assert own_words(tmp_path, path.stem)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("cues", "[cues]\nlead = [", "ở cuối tệp"),
        ("cues", '[cues]\nlead = ["a"]]\n', "dòng 2, cột"),
        ("cues", '[cues]\nlead = "a"\n', "mục “cues.lead”: phải là danh sách"),
        ("synonyms", "[synonym]\n", "mục “synonym”: không có mục nào tên như vậy"),
        ("abbreviations", "[office]\nA = 3\n", "mục “office.A”: phải là chữ"),
        ("samples", '[[samples]]\nsaid = "a"\n', "mục “samples.0.means”: còn thiếu"),
        ("cues", "[rhythms]\nfortnight = []\n", "mục “rhythms.fortnight”: không có nghĩa nào"),
        ("holidays", "[[off]]\nname = 'Lễ'\ndays = ['4/5']\n", "mục “off.0.days.0”: phải là ngày viết như"),
    ],
)
def test_the_place_of_a_mistake_is_told(tmp_path: Path, name: str, text: str, told: str) -> None:
    write(tmp_path, name, text)
    with pytest.raises(UnreadableVocabularyError) as raised:
        own_words(tmp_path, name)
    assert told in raised.value.detail


def test_a_file_that_is_no_utf8_is_named(tmp_path: Path) -> None:
    write(tmp_path, "synonyms", "")
    (tmp_path / "vocabulary" / "synonyms.toml").write_bytes("[synonyms]\n'gõ kẻng' = 'x'".encode("utf-16"))
    with pytest.raises(UnreadableVocabularyError, match="UTF-8"):
        own_words(tmp_path, "synonyms")
