"""The network: the only room that waits, and the only one with asyncio."""
