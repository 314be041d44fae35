"""The tables of the archive, the same on SQLite and PostgreSQL."""

from knowledge.schema.answers import EventRow, EvidenceRow, ReportAnswerRow, TargetRuleRow
from knowledge.schema.columns import DeadlineKind, Record, path_text
from knowledge.schema.directory import (
    DirectoryRevisionRow,
    PlanOrganisationRow,
    SuccessionRow,
    UnitAliasRow,
    UnitGroupMemberRow,
    UnitRow,
)
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
from knowledge.schema.messages import InboxRow, NoticeRow
from knowledge.schema.names import UnitNameRow
from knowledge.schema.people import GroupChatRow, InvitationRow, PersonRow, WrongCodeRow
from knowledge.schema.progress import (
    PendingRow,
    ReportFormerRow,
    ReportPartRow,
    ReportRow,
    RestorationRow,
    RetractionRow,
    SettledGroupRow,
)
from knowledge.schema.traces import AuditRow, ConversationRow, IndexChangeRow, MissRow, OfferRow

__all__ = [
    "AssignmentRow",
    "AssignmentUnitRow",
    "AuditRow",
    "ConversationRow",
    "DeadlineKind",
    "DeadlineRow",
    "DirectoryRevisionRow",
    "DoubtRow",
    "DutyLeadRow",
    "DutyRow",
    "EventRow",
    "EvidenceRow",
    "GroupChatRow",
    "InboxRow",
    "IndexChangeRow",
    "InvitationRow",
    "MissRow",
    "NoticeRow",
    "OfferRow",
    "PendingRow",
    "PersonRow",
    "PlanOrganisationRow",
    "PlanRow",
    "ProseRow",
    "Record",
    "ReportAnswerRow",
    "ReportFormerRow",
    "ReportPartRow",
    "ReportRow",
    "RestorationRow",
    "RetractionRow",
    "SectionRow",
    "SettledGroupRow",
    "SuccessionRow",
    "TargetOwnerRow",
    "TargetRow",
    "TargetRuleRow",
    "TaskRow",
    "UnitAliasRow",
    "UnitGroupMemberRow",
    "UnitNameRow",
    "UnitRow",
    "WrongCodeRow",
    "path_text",
]
