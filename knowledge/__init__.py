"""The archive: what the plans say and what was done."""
