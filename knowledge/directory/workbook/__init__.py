"""The directory of units as a workbook that a person corrects and sends back."""

from knowledge.directory.workbook.reading import UnitChanges, is_units_workbook, read_units
from knowledge.directory.workbook.writing import write_units

__all__ = ["UnitChanges", "is_units_workbook", "read_units", "write_units"]
