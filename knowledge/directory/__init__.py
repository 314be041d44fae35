"""The directory of units: a tree with other names, groups, and who took whose place."""
