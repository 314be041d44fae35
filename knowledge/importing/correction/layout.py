"""The sheets and columns of a plan as a workbook."""

from knowledge.spreadsheets.sheets import Column, Sheet

FORMAT = "dondoc-plan/1"
PATH = " › "  # between the labels of a heading
KEY = Column("Mã", 12, own=True)
UNDERSTOOD, STAMP = Column("Hiểu là", 30), Column("Dấu", 12, own=True)
DOCUMENT = Sheet("Văn bản", (Column("Mục", 22), Column("Nội dung", 90)))
TASKS = Sheet(
    "Nhiệm vụ",
    (
        Column("Việc", 6),
        Column("Đề mục", 12),
        Column("Số", 7),
        Column("Nội dung", 50),
        Column("Phần", 6),
        Column("Chủ trì", 28),
        Column("Phối hợp", 28),
        Column("Sản phẩm", 32),
        Column("Thời hạn", 24),
        UNDERSTOOD,
        STAMP,
        KEY,
        Column("Mã phân công", 12, own=True),
    ),
)
FIGURE = (Column("So sánh", 9), Column("Giá trị", 12))
TARGETS = Sheet(
    "Chỉ tiêu",
    (
        Column("Số", 7),
        Column("Tên", 60),
        Column("Đơn vị tính", 14),
        *FIGURE,
        Column("Năm", 8),
        Column("Đơn vị phụ trách", 36),
        KEY,
    ),
)
INLINE = Sheet(
    "Chỉ tiêu trong lời văn",
    (Column("Chỗ", 14), Column("Câu", 70), Column("Chỉ số", 40), *FIGURE, Column("Đơn vị tính", 14), KEY),
)
DUTIES = Sheet(
    "Nhiệm vụ trong lời văn",
    (
        Column("Chỗ", 14),
        Column("Chủ trì", 28),
        Column("Nội dung", 70),
        Column("Thời hạn", 24),
        UNDERSTOOD,
        STAMP,
        KEY,
    ),
)
SECTIONS = Sheet("Đề mục", (Column("Đề mục", 20), Column("Tên", 90)))
PROSE = Sheet("Lời văn", (Column("Chỗ", 20), Column("Nội dung", 120)))
DOUBTS = Sheet("Điều còn ngờ", (Column("Chỗ", 40), Column("Điều còn ngờ", 90)))
MARK, FILE, YEAR, ISSUED = "Dạng", "Tệp", "Năm kế hoạch", "Ngày ban hành"
NUMBER, TITLE, ISSUER, SIGNER = "Số, ký hiệu", "Tên văn bản", "Cơ quan ban hành", "Người ký"
