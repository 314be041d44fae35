"""From a document to a plan draft with its doubts, and from a draft into the store."""
