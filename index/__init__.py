"""Finding rows and passages by word and by meaning; a copy of the store, never asked for facts."""
