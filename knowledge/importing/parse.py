"""From what a reader made of a file to what the importer understood of it."""

from knowledge.importing.document import has_title, read_document
from knowledge.importing.draft import Doubt, PlanDraft, ProseDraft, TaskDraft
from knowledge.importing.duties import read_duties
from knowledge.importing.inline_targets import targets_of_prose, targets_of_tasks
from knowledge.importing.prose import Passage, read_prose
from knowledge.importing.source import Grid, Paragraph, Source
from knowledge.importing.tables import Part, Table, read_parts
from knowledge.importing.target_tables import read_target_tables
from knowledge.importing.task_tables import read_task_tables


def parse_plan(source: Source, file: str) -> PlanDraft:
    """All that a document says, with what is doubtful; the file name is kept as it is given."""
    parts = list(read_parts(source))
    document = read_document([part.text for part in parts if isinstance(part, Paragraph)])
    tasks = read_task_tables(parts, document.plan_year)
    targets = read_target_tables(parts, document.plan_year)
    passages = read_prose(parts)
    inline = (*targets_of_tasks(tasks.tasks), *targets_of_prose(passages))
    duties = tuple(read_duties(passages, document.plan_year))
    doubts = (
        *_document_doubts(passages),
        *_grid_doubts(source, parts),
        *_task_doubts(tasks.tasks),
        *tasks.doubts,
        *targets.doubts,
    )
    prose = tuple(ProseDraft(passage.where, passage.full_text) for passage in passages)
    return PlanDraft(file, document, tasks.sections, tasks.tasks, targets.targets, inline, duties, prose, doubts)


def holds_plan(source: Source) -> bool:
    """Whether there is a table of tasks or targets, or the head of a decision or a plan."""
    parts = list(read_parts(source))
    if any(isinstance(part, Table) for part in parts):
        return True
    return has_title([part.text for part in parts if isinstance(part, Paragraph)])


def _document_doubts(passages: tuple[Passage, ...]) -> list[Doubt]:
    articles = [
        passage.article for passage in passages if passage.labelled and passage.article and len(passage.headings) == 1
    ]
    repeated = dict.fromkeys(article for article in articles if articles.count(article) > 1)
    return [Doubt(article, f"{article} được nêu {articles.count(article)} lần.") for article in repeated]


def _task_doubts(tasks: tuple[TaskDraft, ...]) -> list[Doubt]:
    """A plan without tasks is rare enough to be asked about: the file may have lost its tables."""
    if tasks:
        return []
    return [Doubt("toàn văn bản", "Không thấy nhiệm vụ nào trong bảng; xin kiểm tra các bảng của tệp.")]


def _grid_doubts(source: Source, parts: list[Part]) -> list[Doubt]:
    """Wide grids that no table was made of."""
    if any(isinstance(part, Table) for part in parts):
        return []
    wide = [
        block for block in source.blocks if isinstance(block, Grid) and len(block.rows) > 2 and len(block.rows[0]) > 2
    ]
    return [Doubt("bảng", f"Chưa nhận ra các cột của một bảng có {len(grid.rows)} dòng.") for grid in wide]
