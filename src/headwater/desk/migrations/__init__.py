"""Migrations of the desk: names and permissions, no tables."""
