"""What can go wrong in the archive; each error carries facts, and `handlers.explain` puts them into words."""

from pathlib import Path


class KnowledgeError(Exception):
    """Something the archive can't do."""


class UnreadableFileError(KnowledgeError):
    """A file that can't be read as a plan; `reason` is a key of the phrases ("missing", "empty", "binary", …)."""

    def __init__(self, path: Path, reason: str, detail: str = "") -> None:
        super().__init__(f"{path}: {reason} {detail}".rstrip())
        self.path = path
        self.reason = reason
        self.detail = detail


class UnwritableSheetError(KnowledgeError):
    """A plan that a workbook can't hold; `detail` names the cell that can't be written."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(f"{path}: {detail}")
        self.path = path
        self.detail = detail


class PlanNotFoundError(KnowledgeError):
    """No plan in force has this file name."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file


class PlanChangedError(KnowledgeError):
    """Another version of this plan is in force by now than the one a command was meant for."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file


class PlanStandsApartError(KnowledgeError):
    """A plan that is to replace `replaces` has the file name of yet another plan in force."""

    def __init__(self, file: str, replaces: str) -> None:
        super().__init__(f"{file} / {replaces}")
        self.file = file
        self.replaces = replaces


class PendingGoneError(KnowledgeError):
    """What was to be confirmed under `token` is no longer waiting: its time is over, or it was called off."""

    def __init__(self, token: str) -> None:
        super().__init__(token)
        self.token = token


class SubjectGoneError(KnowledgeError):
    """The task or target with this key stands in no plan in force."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class ReportNotFoundError(KnowledgeError):
    """There is no report with this number."""

    def __init__(self, report: int) -> None:
        super().__init__(str(report))
        self.report = report


class AnswerRefusedError(KnowledgeError):
    """This can't be said to a report (its number); `reason` is a key of the phrases ("retracted", "not_asked", …)."""

    def __init__(self, reason: str, report: int) -> None:
        super().__init__(f"{reason} {report}")
        self.reason = reason
        self.report = report


class EvidenceRefusedError(KnowledgeError):
    """A file or a link can't prove a report: `reason` is a key of the phrases ("too_large", "gone"), `most` a limit."""

    def __init__(self, reason: str, most: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.most = most


class DeniedError(KnowledgeError):
    """The actor may not do this; `reason` is a key of the phrases ("role", "stranger", "own_unit", "no_part", …)."""

    def __init__(self, command: str, reason: str, detail: str = "") -> None:
        super().__init__(f"{command}: {reason} {detail}".rstrip())
        self.command = command
        self.reason = reason
        self.detail = detail


class UnitNotFoundError(KnowledgeError):
    """The directory has no unit with this name or id."""

    def __init__(self, unit: str) -> None:
        super().__init__(unit)
        self.unit = unit


class AmbiguousUnitError(KnowledgeError):
    """Several units are called so: `choices` are their ids, `candidates` tells them apart."""

    def __init__(self, unit: str, choices: tuple[int, ...], candidates: str) -> None:
        super().__init__(f"{unit}: {candidates}")
        self.unit = unit
        self.choices = choices
        self.candidates = candidates


class UnitRefusedError(KnowledgeError):
    """The directory can't be changed so; `reason` is a key of the phrases ("circle", "exists", "itself", …)."""

    def __init__(self, reason: str, unit: str) -> None:
        super().__init__(f"{reason}: {unit}")
        self.reason = reason
        self.unit = unit


class PersonNotFoundError(KnowledgeError):
    """Nobody who has joined has this id or account."""

    def __init__(self, person: str) -> None:
        super().__init__(person)
        self.person = person


class InvitationRefusedError(KnowledgeError):
    """An invitation lets nobody in ("unknown", "used", "expired", "revoked"), or can't be revoked ("missing", "taken").

    `reason` is a key of the phrases.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class PersonRefusedError(KnowledgeError):
    """People can't be changed so; `reason` is a key of the phrases ("last_admin", "no_unit", "days")."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class StoreUnavailableError(KnowledgeError):
    """The database can't be opened; `url` has its password masked."""

    def __init__(self, url: str, detail: str) -> None:
        super().__init__(f"{url}: {detail}")
        self.url = url
        self.detail = detail


class StoreTooNewError(KnowledgeError):
    """The database was migrated by a newer version of the program."""

    def __init__(self, url: str, revision: str) -> None:
        super().__init__(f"{url}: {revision}")
        self.url = url
        self.revision = revision
