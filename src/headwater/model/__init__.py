"""Frozen values: what flows between the rooms. Nothing here does anything but hold, compare and encode."""
