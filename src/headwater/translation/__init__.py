"""Translation of reports by an engine that the operator names: off until then, and always told to readers."""
