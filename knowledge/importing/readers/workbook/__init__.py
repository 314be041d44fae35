"""Workbooks of offices."""
