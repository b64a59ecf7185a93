"""Everything at once: the archive as files that others can read, within the rights and the reservations."""
