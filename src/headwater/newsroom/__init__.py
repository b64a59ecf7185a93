"""The loop: claim, pure function, save."""
