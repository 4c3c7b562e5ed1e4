"""One module a command; each defines the click command it is named for."""
