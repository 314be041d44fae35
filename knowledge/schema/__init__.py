"""The tables of the archive, the same on SQLite and PostgreSQL."""

from knowledge.schema.columns import DeadlineKind, Record, path_text
from knowledge.schema.documents import DoubtRow, PlanRow, ProseRow, SectionRow
from knowledge.schema.duties import (
    AssignmentRow,
    AssignmentUnitRow,
    DeadlineRow,
    DutyLeadRow,
    DutyRow,
    TaskRow,
)
from knowledge.schema.figures import TargetOwnerRow, TargetRow
from knowledge.schema.names import UnitNameRow
from knowledge.schema.progress import PendingRow, ReportPartRow, ReportRow, RestorationRow, RetractionRow
from knowledge.schema.traces import AuditRow, ConversationRow, IndexChangeRow, MissRow, OfferRow

__all__ = [
    "AssignmentRow",
    "AssignmentUnitRow",
    "AuditRow",
    "ConversationRow",
    "DeadlineKind",
    "DeadlineRow",
    "DoubtRow",
    "DutyLeadRow",
    "DutyRow",
    "IndexChangeRow",
    "MissRow",
    "OfferRow",
    "PendingRow",
    "PlanRow",
    "ProseRow",
    "Record",
    "ReportPartRow",
    "ReportRow",
    "RestorationRow",
    "RetractionRow",
    "SectionRow",
    "TargetOwnerRow",
    "TargetRow",
    "TaskRow",
    "UnitNameRow",
    "path_text",
]
