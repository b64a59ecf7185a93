"""A page to an article, or the reason why it is none. Pure."""
