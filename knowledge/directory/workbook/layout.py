"""The sheets and columns of the directory as a workbook, and the words in its cells."""

from knowledge.spreadsheets.sheets import Column, Sheet
from knowledge.units import Level

FORMAT = "dondoc-units/1"
ABOUT = Sheet("Về tệp này", (Column("Mục", 24), Column("Nội dung", 60)))
MARK, ROOT, LAST_SUCCESSION, LAST_MEMBER = "Dạng", "Mã cơ quan", "Dòng kế thừa cuối", "Dòng nhóm cuối"

KEY, STAMP = Column("Mã", 8, own=True), Column("Dấu", 12, own=True)
NAME, PARENT, LEVEL = Column("Tên", 46), Column("Trực thuộc", 40), Column("Cấp", 8)
IS_ORGANISATION, ALIASES = Column("Là cơ quan", 11), Column("Tên khác", 44)
INTO, PEOPLE = Column("Gộp vào", 36), Column("Số người", 9)
UNITS = Sheet("Đơn vị", (NAME, PARENT, LEVEL, IS_ORGANISATION, ALIASES, INTO, PEOPLE, KEY, STAMP))

FORMER, FORMER_OF = Column("Đơn vị cũ", 40), Column("Cơ quan cũ", 36)
SUCCESSOR, SUCCESSOR_OF = Column("Đơn vị mới", 40), Column("Cơ quan mới", 36)
SINCE, SOURCE = Column("Từ ngày", 12), Column("Căn cứ", 40)
SUCCESSIONS = Sheet("Kế thừa", (FORMER, FORMER_OF, SUCCESSOR, SUCCESSOR_OF, SINCE, SOURCE, KEY, STAMP))

ORGANISATION, GROUP, UNIT = Column("Cơ quan", 36), Column("Nhóm", 36), Column("Đơn vị", 40)
IS_MEMBER = Column("Có/không", 10)
GROUPS = Sheet("Nhóm", (ORGANISATION, GROUP, UNIT, IS_MEMBER, KEY, STAMP))

BETWEEN = ";"
YES, NO = "có", "không"
NOBODY = "không còn"
LEVELS = {Level.PROVINCE: "tỉnh", Level.DISTRICT: "huyện", Level.COMMUNE: "xã"}
