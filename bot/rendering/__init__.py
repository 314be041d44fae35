"""Replies drawn for a channel."""
