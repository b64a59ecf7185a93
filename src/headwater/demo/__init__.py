"""A scripted web on loopback: one server for demo, replay, bad internet and tests."""
