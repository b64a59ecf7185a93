"""What stands where, each score with its reasons. Pure."""
