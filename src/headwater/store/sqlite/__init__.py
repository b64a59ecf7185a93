"""Django's SQLite backend under one lock file: see `base`."""
