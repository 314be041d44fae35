"""The table of the names of units: each as it is printed somewhere, with the key that all ways to write it share."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.schema.columns import Record


class UnitNameRow(Record):
    """A name of a unit as printed, its key, and the vocabulary by which it was keyed."""

    __tablename__ = "unit_names"

    id: Mapped[int] = mapped_column(primary_key=True)
    printed: Mapped[str] = mapped_column(unique=True)
    unit_key: Mapped[str] = mapped_column(index=True)
    keyed_by: Mapped[str] = mapped_column(String(64), index=True)
