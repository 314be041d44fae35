"""Opens the archive."""

from types import TracebackType
from typing import Self

from knowledge.answers import Answers
from knowledge.audit import Audit
from knowledge.changes import Changes
from knowledge.conversations import Conversations
from knowledge.directory.filing import file_earlier_plans
from knowledge.directory.reading import Directory
from knowledge.events import Events
from knowledge.evidence import Evidence
from knowledge.inbox import Inbox
from knowledge.migrations.upgrade import bring_up_to_date
from knowledge.misses import Misses
from knowledge.notices import Notices
from knowledge.pending import Pendings
from knowledge.people.people import People
from knowledge.plans import Plans
from knowledge.progress import Progress
from knowledge.prose import Prose
from knowledge.readings import Readings
from knowledge.schema.database import Database
from knowledge.schema.keying import refresh_unit_keys
from knowledge.target_rules import TargetRules
from knowledge.targets import Targets
from knowledge.tasks import Tasks
from knowledge.versions import Versions


class Store:
    """The archive, one part a subject; for use from any thread."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.plans = Plans(database)
        self.versions = Versions(database)
        self.tasks = Tasks(database)
        self.targets = Targets(database)
        self.readings = Readings(database)
        self.target_rules = TargetRules(database)
        self.prose = Prose(database)
        self.progress = Progress(database)
        self.events = Events(database)
        self.evidence = Evidence(database)
        self.answers = Answers(database)
        self.notices = Notices(database)
        self.directory = Directory(database)
        self.people = People(database)
        self.pendings = Pendings(database)
        self.changes = Changes(database)
        self.conversations = Conversations(database)
        self.misses = Misses(database)
        self.audit = Audit(database)
        self.inbox = Inbox(database)

    def close(self) -> None:
        """Close the connections; the store may be used again."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_store(url: str) -> Store:
    """Open the database at `url`, made and migrated if need be."""
    database = Database(url)
    bring_up_to_date(database)
    refresh_unit_keys(database)
    file_earlier_plans(database)
    return Store(database)
