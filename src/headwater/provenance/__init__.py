"""Who said what, who carried it, who copied it, and how many really know. Pure."""
