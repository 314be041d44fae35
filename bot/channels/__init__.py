"""The channels through which people talk with the assistant."""
