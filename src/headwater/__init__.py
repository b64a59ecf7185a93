"""Headwater takes the news in, finds out where each piece of it came from, and publishes it.

One item flows one way: fetch, read, extract, trace, group, rank, publish.
`docs/design/house.md` is the map of the rooms.
"""

__version__ = "0.1.0"
