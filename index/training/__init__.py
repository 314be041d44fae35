"""How the built-in encoder was made; nothing here runs in the program."""
