"""Plan files made up for the tests of the command line."""

import json
from pathlib import Path
from typing import Any

FILE = "ke-hoach-xa-mau.txt"


def plan_json(folder: Path, name: str = "ke-hoach.json", file: str = FILE, lead: str = "Phòng Văn hoá") -> Path:
    """A corrected plan as `plans import` takes it back."""
    path = folder / name
    path.write_text(json.dumps(_plan(file, lead), ensure_ascii=False), encoding="utf-8")
    return path


def _plan(file: str, lead: str) -> dict[str, Any]:
    return {
        "format": "dondoc-plan/1",
        "file": file,
        "document": {
            "number": "15/KH-UBND",
            "title": "Kế hoạch trồng cây xanh năm 2025",
            "issuer": "UBND xã Tân Lộc",
            "issued": "2025-01-20",
            "plan_year": 2025,
            "signer": None,
        },
        "tasks": [
            _task("1", "Trồng bàng hai bên đường liên thôn", lead),
            _task("2", "Kiểm kê cây cổ thụ trong khuôn viên đình", "Ban Quản lý đình"),
        ],
        "targets": [],
        "inline_targets": [],
        "prose_duties": [],
        "doubts": [{"where": "task 2", "what": "đơn vị chủ trì chưa rõ"}],
    }


def _task(number: str, content: str, lead: str) -> dict[str, Any]:
    deadlines = [{"kind": "date", "due": "2025-06-30", "before": True}]
    assignment = {
        "lead": [lead],
        "coordinate": ["Đoàn Thanh niên"],
        "product": "Báo cáo",
        "deadline_text": "Trước ngày 30/6/2025",
        "deadlines": deadlines,
    }
    return {"number": number, "section": ["I"], "content": content, "assignments": [assignment]}
