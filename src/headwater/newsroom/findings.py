"""What a check-up finds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is not as it should be."""

    #: "broken" stops something; "notice" is worth knowing.
    grade: str
    #: What is wrong.
    what: str
    #: What to do about it.
    mend: str
