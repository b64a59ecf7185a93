"""Which reports are of one event. Pure."""
