"""What may be shown, and how each format says it."""
