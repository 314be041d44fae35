"""Mentions of units in questions and reports."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.units import find_units, unit_key
from knowledge.vietnamese.fold import fold, nfc

PROVINCE = (
    "Sở Nội vụ",
    "Sở KH&ĐT",
    "Sở Thông tin và Truyền thông",
    "Sở Tư pháp",
    "Sở Y tế",
    "Văn phòng UBND tỉnh",
    "UBND cấp huyện",
    "Các sở, ban, ngành",
    "Bưu điện tỉnh",
    "Trung tâm Điều hành thông minh",
)
WARD = ("Văn phòng – Thống kê", "Tư pháp – Hộ tịch", "Bộ phận Một cửa của phường", "Các ngành liên quan")
OFFICES = ("Phòng Văn hóa - Xã hội", "Phòng Kinh tế", "Công an phường")
NEW_WARD = ("Văn phòng HĐND và UBND", "Phòng Kinh tế, Hạ tầng và Đô thị", "Trung tâm Phục vụ hành chính công")


def keys(text: str, known: tuple[str, ...]) -> list[str]:
    return [mention.key for mention in find_units(text, known)]


@pytest.mark.parametrize(
    ("text", "known", "units"),
    [
        ("sở nội vụ chủ trì mấy việc", PROVINCE, ["Sở Nội vụ"]),
        ("so khdt dang cham nhung viec nao", PROVINCE, ["Sở KH&ĐT"]),
        ("STTTT còn bao nhiêu việc", PROVINCE, ["Sở Thông tin và Truyền thông"]),
        ("việc nào sở tttt phối hợp với snv", PROVINCE, ["Sở Thông tin và Truyền thông", "Sở Nội vụ"]),
        ("vpub có việc gì trong quý này", PROVINCE, ["Văn phòng UBND tỉnh"]),
        ("ubnd cap huyen dang tre viec gi", PROVINCE, ["UBND cấp huyện"]),
        ("các sở ngành phải làm gì trước 30/6", PROVINCE, ["Các sở, ban, ngành"]),
        ("bên nội vụ nợ báo cáo nào", PROVINCE, ["Sở Nội vụ"]),
        ("trung tam dieu hanh thong minh lam nhung gi", PROVINCE, ["Trung tâm Điều hành thông minh"]),
        ("văn phòng thống kê chủ trì việc nào", WARD, ["Văn phòng – Thống kê"]),
        ("bên tư pháp hộ tịch có mấy nhiệm vụ", WARD, ["Tư pháp – Hộ tịch"]),
        ("VPTK với TP-HT ai chủ trì", WARD, ["Văn phòng – Thống kê", "Tư pháp – Hộ tịch"]),
        ("bên một cửa còn việc gì", WARD, ["Bộ phận Một cửa"]),
        ("bo phan mot cua co viec nao tre", WARD, ["Bộ phận Một cửa"]),
        ("bên văn hóa xã hội làm tới đâu rồi", OFFICES, ["Phòng Văn hóa - Xã hội"]),
        ("công an phường phối hợp việc nào", OFFICES, ["Công an phường"]),
        ("UBND huyện Yên Lĩnh có việc gì đến hạn", PROVINCE, ["UBND huyện Yên Lĩnh"]),
        ("trugn tam dieu hanh thong minh", PROVINCE, ["Trung tâm Điều hành thông minh"]),
        ("văn phồng thống kee phụ trách gì", WARD, ["Văn phòng – Thống kê"]),
        ("việc do Sở Tư pháp chủ trì", PROVINCE, ["Sở Tư pháp"]),
        ("phòng kinh tế hạ tầng còn việc gì", NEW_WARD, ["Phòng Kinh tế, Hạ tầng và Đô thị"]),
        ("bên kinh tế nợ gì", NEW_WARD, ["Phòng Kinh tế, Hạ tầng và Đô thị"]),
        ("văn phòng còn việc gì", NEW_WARD, ["Văn phòng HĐND và UBND"]),
        ("bên một cửa làm tới đâu", NEW_WARD, ["Trung tâm Phục vụ hành chính công"]),
    ],
)
def test_units_are_found_as_they_are_typed(text: str, known: tuple[str, ...], units: list[str]) -> None:
    """With or without accents, abbreviated, glued or with a slip."""
    assert keys(text, known) == [unit_key(unit) for unit in units]


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("phường mình có việc gì đến hạn", WARD),
        ("cơ chế một cửa, một cửa liên thông hạn khi nào", WARD),
        ("ai triển khai bộ nhận diện một cửa", WARD),
        ("tự kiểm tra tại bộ phận một cửa của phường do ai làm", WARD),
        ("các ngành đánh giá chất lượng rà soát thế nào", WARD),
        ("đơn vị nào chủ trì", WARD),
        ("hồ sơ y tế điện tử làm đến đâu", PROVINCE),
        ("ho so y te dien tu lam den dau", PROVINCE),
        ("cơ sở y tế nào phải báo cáo", PROVINCE),
        ("bao nhiêu số nội vụ việc", PROVINCE),
        ("báo cáo gửi sở nội vụ trước ngày nào", PROVINCE),
        ("kế hoạch của UBND tỉnh ban hành ngày nào", PROVINCE),
        ("văn bản số 12/BC-SNV nói gì", PROVINCE),
        ("phát triển văn hóa - xã hội năm nay đạt bao nhiêu", OFFICES),
        ("chi tiêu bưu điện văn hóa", ("Sở Y tế",)),
        ("Bộ Nội vụ yêu cầu gì", PROVINCE),
        ("văn phòng phẩm mua ở đâu", NEW_WARD),
        ("phát triển kinh tế số đạt bao nhiêu", NEW_WARD),
        ("phòng chống mã độc ai làm", NEW_WARD),
        ("cả phường có việc nào quá hạn chưa", OFFICES),
        ("đối với người cao tuổi thì hỗ trợ thế nào", ("Hội Người cao tuổi",)),
    ],
)
def test_a_topic_is_no_unit(text: str, known: tuple[str, ...]) -> None:
    """Places, receivers, documents and topics that share words with a unit are not mentions."""
    assert keys(text, known) == []


def test_a_mention_says_where_it_stands_and_how_the_plan_prints_it() -> None:
    """Offsets are those of the NFC text, the name is the plan's."""
    text = "hỏi chút, sở khđt có mấy việc"
    (mention,) = find_units(unicodedata.normalize("NFD", text), PROVINCE)
    assert nfc(text)[mention.start : mention.end] == "sở khđt"
    assert mention.printed == "Sở KH&ĐT"


def test_the_longest_name_wins() -> None:
    """The name "Văn phòng UBND tỉnh" is not taken for "UBND tỉnh" in it."""
    assert keys("văn phòng ubnd tỉnh làm gì", ("UBND tỉnh", "Văn phòng UBND tỉnh")) == [unit_key("Văn phòng UBND tỉnh")]


@settings(max_examples=60)
@given(st.sampled_from(PROVINCE), st.sampled_from([str, str.lower, fold]))
def test_every_name_of_a_plan_is_found_in_a_question(printed: str, change) -> None:  # type: ignore[no-untyped-def]
    """Whatever unit a plan names can be asked about, also in bare text."""
    assert keys(f"{change(printed)} co viec gi", PROVINCE) == [unit_key(printed)]


@settings(max_examples=60)
@given(st.text(max_size=80))
def test_any_text_can_be_searched(text: str) -> None:
    """No text breaks the search, and mentions never overlap."""
    mentions = find_units(text, WARD)
    assert all(one.end <= other.start for one, other in pairwise(mentions))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("việc của nhà mạng", ["Sở Khoa học và Công nghệ"]),
        ("pc05 còn gì không", ["Công an tỉnh"]),
        ("nhà máy mạng", []),
        ("việc của Sở Nội vụ", ["Sở Nội vụ"]),
    ],
)
def test_what_an_office_calls_its_units_means_them(text: str, named: list[str]) -> None:
    spellings = {("Nhà Mạng", "Sở Khoa học và Công nghệ"), ("PC05", "Công an tỉnh"), ("Sở Nội vụ", "Sở Y tế")}
    assert [mention.printed for mention in find_units(text, PROVINCE, spellings)] == named
