"""Pictures of pages drawn by the tests: tables read cell by cell, prose in order, slips of the light and the hand."""

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from knowledge.errors import UnreadableFileError
from knowledge.importing.readers import read_source
from knowledge.importing.readers.scan.reader import read_page_image, read_scanned_pdf
from knowledge.importing.source import Block, Grid, Paragraph


def reads_vietnamese() -> bool:
    program = shutil.which("tesseract")
    return program is not None and "vie" in subprocess.check_output([program, "--list-langs"], text=True).split()


needs_tesseract = pytest.mark.skipif(
    not reads_vietnamese(), reason="needs tesseract with Vietnamese: apt install tesseract-ocr tesseract-ocr-vie"
)
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"
COLUMNS = (80, 170, 640, 1010, 1320)
ROWS = (
    ("STT", "Nội dung công việc", "Đơn vị chủ trì", "Thời hạn"),
    ("II", "Chuyển đổi số", "", ""),
    ("1", "Số hóa hồ sơ đất đai còn hiệu lực\ncủa các phường", "Sở Nội vụ", "Quý III/2025"),
    ("2", "Lắp đặt máy lấy số tự động", "Sở Tài chính", "Trước ngày 15/8/2025"),
)


def drawn_page(rows: tuple[tuple[str, ...], ...] = ROWS) -> Image.Image:
    """A line of prose, a table of four rows, a line below, a page number."""
    page = Image.new("L", (1400, 900), 255)
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, 26)
    pen.text((80, 60), "Kế hoạch thực hiện các nhiệm vụ trọng tâm của thành phố", font=font, fill=0)
    edges = (140, 200, 260, 360, 440)
    for x in COLUMNS:
        pen.line((x, edges[0], x, edges[-1]), fill=0, width=2)
    for y in edges:
        pen.line((COLUMNS[0], y, COLUMNS[-1], y), fill=0, width=2)
    for top, row in zip(edges, rows, strict=False):
        for left, text in zip(COLUMNS, row, strict=False):
            pen.multiline_text((left + 14, top + 12), text, font=font, fill=0, spacing=8)
    pen.text((80, 520), "Giao Văn phòng theo dõi việc thực hiện kế hoạch này.", font=font, fill=0)
    pen.text((690, 840), "- 3 -", font=font, fill=0)
    return page


def grid_of(blocks: tuple[Block, ...]) -> list[list[str]]:
    (grid,) = [block for block in blocks if isinstance(block, Grid)]
    return [[cell.text for cell in row] for row in grid.rows]


WHOLE = [[text.replace("\n", " ") for text in row] for row in ROWS]


@needs_tesseract
def test_a_table_is_read_cell_by_cell_between_its_paragraphs_and_the_page_number_is_left_out() -> None:
    blocks = read_page_image(drawn_page())
    assert grid_of(blocks) == WHOLE
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == [
        "Kế hoạch thực hiện các nhiệm vụ trọng tâm của thành phố",
        "Giao Văn phòng theo dõi việc thực hiện kế hoạch này.",
    ]


@needs_tesseract
@pytest.mark.parametrize("angle", [-3.0, 2.0])
def test_a_page_laid_askew_is_read_straight(angle: float) -> None:
    askew = drawn_page().rotate(angle, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    assert grid_of(read_page_image(askew)) == WHOLE


@needs_tesseract
@pytest.mark.parametrize("turn", [Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270])
def test_a_page_upside_down_or_sideways_is_turned_upright(turn: Image.Transpose) -> None:
    assert grid_of(read_page_image(drawn_page().transpose(turn))) == WHOLE


@needs_tesseract
def test_noise_blur_and_a_shadow_over_the_page_do_no_harm() -> None:
    page = np.asarray(drawn_page().filter(ImageFilter.GaussianBlur(0.8)), dtype=np.float32)
    shadow = np.linspace(0.5, 1.0, page.shape[1], dtype=np.float32)
    noise = np.random.default_rng(7).normal(0, 8, page.shape)
    dim = Image.fromarray((page * shadow + noise).clip(0, 255).astype(np.uint8))
    assert grid_of(read_page_image(dim)) == WHOLE


@needs_tesseract
def test_a_red_stamp_over_the_text_is_not_read() -> None:
    stamp = Image.new("RGB", (1400, 900), "white")
    ImageDraw.Draw(stamp).ellipse((700, 470, 900, 600), outline=(225, 30, 40), width=8)
    stamped = ImageChops.multiply(drawn_page().convert("RGB"), stamp)
    assert [block.text for block in read_page_image(stamped) if isinstance(block, Paragraph)][1:] == [
        "Giao Văn phòng theo dõi việc thực hiện kế hoạch này."
    ]


@needs_tesseract
def test_merged_cells_say_what_they_cover() -> None:
    page = drawn_page()
    pen = ImageDraw.Draw(page)
    pen.line((172, 230, 1318, 230), fill=255, width=1)
    for x in COLUMNS[2:-1]:
        pen.line((x, 204, x, 256), fill=255, width=6)
    for x in (COLUMNS[0] + 6, COLUMNS[0] + 46):
        pen.line((x, 360, x + 38, 360), fill=255, width=6)
    (grid,) = [block for block in read_page_image(page) if isinstance(block, Grid)]
    assert [cell.span for cell in grid.rows[1]] == [1, 3, 1, 1]
    assert [cell.merged for cell in grid.rows[3]] == [True, False, False, False]


@needs_tesseract
@pytest.mark.parametrize("numeral", ["I", "II", "III", "1", "V"])
def test_a_numeral_alone_in_its_cell_is_told_by_its_strokes(numeral: str) -> None:
    rows = (ROWS[0], (numeral, *ROWS[1][1:]), *ROWS[2:])
    assert grid_of(read_page_image(drawn_page(rows)))[1][0] == numeral


@needs_tesseract
def test_a_ditto_mark_is_read() -> None:
    rows = (*ROWS[:3], ("2", "Lắp đặt máy lấy số tự động", "Sở Tài chính", '"'))
    assert grid_of(read_page_image(drawn_page(rows)))[3][3] == '"'


@needs_tesseract
@pytest.mark.parametrize("numeral", ["I", "II", "III", "IV"])
def test_the_numeral_of_a_quarter_is_read(numeral: str) -> None:
    rows = (*ROWS[:3], ("2", "Lắp đặt máy lấy số tự động", "Sở Tài chính", f"Quý {numeral}/2026"))
    assert grid_of(read_page_image(drawn_page(rows)))[3][3] == f"Quý {numeral}/2026"


@needs_tesseract
def test_words_in_capitals_are_no_numerals() -> None:
    rows = (*ROWS[:3], ("2", "TỈNH TÂN KHÊ", "Sở Tài chính", "Hằng năm"))
    assert grid_of(read_page_image(drawn_page(rows)))[3][1] == "TỈNH TÂN KHÊ"


@needs_tesseract
def test_a_dash_within_a_wrapped_name_begins_no_item() -> None:
    rows = (*ROWS[:2], ("1", "Số hóa hồ sơ đất đai", "Phòng Văn hóa phường An\n- Xã hội", "Hằng năm"), ROWS[3])
    assert grid_of(read_page_image(drawn_page(rows)))[2][2] == "Phòng Văn hóa phường An - Xã hội"


@needs_tesseract
def test_a_title_centred_under_the_letterhead_comes_after_it() -> None:
    page = Image.new("L", (1400, 500), 255)
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, 26)
    head = (
        (330, 60, "ỦY BAN NHÂN DÂN"),
        (330, 110, "TỈNH THANH HẢI"),
        (1010, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    )
    for x, y, text in (*head, (1010, 110, "Thanh Hải, ngày 5 tháng 3 năm 2026"), (700, 220, "KẾ HOẠCH")):
        pen.text((x, y), text, font=font, fill=0, anchor="ma")
    pen.text((700, 270), "Nâng cao chất lượng phục vụ người dân trong năm 2026", font=font, fill=0, anchor="ma")
    texts = [block.text for block in read_page_image(page) if isinstance(block, Paragraph)]
    title = texts.index("KẾ HOẠCH")
    assert texts[title + 1].startswith("Nâng cao")
    assert any(text.startswith("CỘNG HÒA") for text in texts[:title])


@needs_tesseract
def test_two_columns_side_by_side_are_read_one_after_the_other() -> None:
    page = Image.new("L", (1400, 500), 255)
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, 26)
    for y, left, right in (
        (60, "ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA"),
        (110, "TỈNH THANH HẢI", "VIỆT NAM"),
        (160, "Số: 15/QĐ-UBND", "Độc lập - Tự do - Hạnh phúc"),
    ):
        pen.text((100, y), left, font=font, fill=0)
        pen.text((760, y), right, font=font, fill=0)
    pen.text((80, 320), "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 02 năm 2025;", font=font, fill=0)
    texts = [block.text for block in read_page_image(page) if isinstance(block, Paragraph)]
    assert texts.index("Số: 15/QĐ-UBND") < next(i for i, text in enumerate(texts) if text.startswith("CỘNG HÒA"))


@needs_tesseract
def test_the_pages_of_a_scanned_pdf_come_in_order(tmp_path: Path) -> None:
    first, second = drawn_page(), Image.new("L", (1400, 900), 255)
    ImageDraw.Draw(second).text((80, 60), "Nơi nhận: các phường", font=ImageFont.truetype(FONT, 26), fill=0)
    first.save(tmp_path / "quet.pdf", save_all=True, append_images=[second], resolution=150)
    blocks = read_scanned_pdf(tmp_path / "quet.pdf").blocks
    assert grid_of(blocks) == WHOLE
    assert blocks[-1] == Paragraph("Nơi nhận: các phường")


@needs_tesseract
def test_a_photo_is_turned_as_its_camera_says_and_read_as_a_document(tmp_path: Path) -> None:
    photo, exif = drawn_page().transpose(Image.Transpose.ROTATE_90), Image.Exif()
    exif[0x0112] = 6
    photo.save(tmp_path / "anh.jpg", quality=80, exif=exif)
    assert grid_of(read_source(tmp_path / "anh.jpg").blocks) == WHOLE


@needs_tesseract
def test_what_is_no_picture_is_told_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "anh.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 40)
    with pytest.raises(UnreadableFileError) as error:
        read_source(path)
    assert error.value.reason == "damaged"


@needs_tesseract
def test_an_enormous_picture_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "anh.png"
    Image.new("1", (12000, 9000), 1).save(path)
    with pytest.raises(UnreadableFileError) as error:
        read_source(path)
    assert error.value.reason == "too_large"
