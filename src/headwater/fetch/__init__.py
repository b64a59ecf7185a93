"""The network: the only room that waits, and the only one with asyncio.

    submit(Request) ─▶ fetcher ─▶ client ─▶ pace ─▶ guard ─▶ exchange ─▶ answers ─▶ Outcome ─▶ schedule ─▶ FetchState

`docs/design/fetching.md` says why each part is as it is.
"""
