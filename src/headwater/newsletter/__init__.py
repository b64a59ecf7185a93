"""The newsletter: who is invited, what is made, and how each copy reaches its reader once."""
