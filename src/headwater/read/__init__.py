"""Bytes to feeds: every format that lists reports, into one FeedDocument. Pure."""
