"""Passages made by hand."""

from index.passages import Passage, PassageKind

TEXTS = (
    "Rà soát, đơn giản hóa thủ tục hành chính nội bộ",
    "Số hóa hồ sơ, kết quả giải quyết còn hiệu lực",
    "Tập huấn kỹ năng số cho cán bộ, công chức cấp xã",
    "Niêm yết công khai danh mục dịch vụ công trực tuyến",
    "Kiểm tra việc thi hành công vụ theo Quyết định số 417/QĐ-UBND",
    "Đối thoại với doanh nghiệp về chính sách thuế",
)


def passages(
    plan_id: int = 1, texts: tuple[str, ...] = TEXTS, kind: PassageKind = PassageKind.TASK
) -> tuple[Passage, ...]:
    """One passage for each text, with ids that no other plan has."""
    return tuple(
        Passage(f"{kind.value}:{plan_id * 100 + row}", kind, plan_id, plan_id * 100 + row, text)
        for row, text in enumerate(texts)
    )
