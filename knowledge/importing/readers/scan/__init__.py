"""Scans and photos, read by tesseract cell by cell."""
