"""Laws are seeded, and a busy machine does not break them: speed is measured in bench/, never here."""

from hypothesis import settings

settings.register_profile("laws", deadline=None, derandomize=True)
settings.load_profile("laws")
