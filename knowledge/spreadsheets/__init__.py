"""Workbooks and CSV for people: written so that no cell acts, and read back with the place of what is wrong."""
