"""How the tables came to be, one file a revision, and how a database is brought up to date."""
