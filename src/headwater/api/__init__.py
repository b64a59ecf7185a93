"""The read API under /api/v1/: what the portal knows, as JSON, ninjs and PROV-JSON, within the rights."""
