"""The tree of errors: raised where an answer cannot be given at all.

Expected answers are values (`NotModified`, `NotAnArticle`, `Refused`), not exceptions.

    HeadwaterError
    ├── SettingsError          a setting is missing or wrong; the message says which line to change
    ├── HomeError              the directory of a portal is missing, locked or not ours
    ├── CodecError             a stored document cannot be read
    ├── ReadError              bytes that should be a feed, list or archive cannot be read
    ├── KnowledgeError         a shipped file of knowledge is malformed
    └── StoreError             the database cannot take or give what was asked
"""


class HeadwaterError(Exception):
    """Something that cannot be answered; `str()` tells the person what to do."""

    def __init__(self, message: str, *, about: str | None = None) -> None:
        """Keep `about`, the address or path the error concerns, beside the message."""
        super().__init__(message)
        self.about = about

    def __str__(self) -> str:
        """Give the message, its subject and its cause in one line."""
        parts = [super().__str__()]
        if self.about and self.about not in parts[0]:
            parts.append(f"({self.about})")
        if self.__cause__ is not None:
            parts.append(f"[{type(self.__cause__).__name__}: {self.__cause__}]")
        return " ".join(parts)


class SettingsError(HeadwaterError):
    """A setting is missing or wrong."""


class HomeError(HeadwaterError):
    """The directory of a portal is missing, locked or not ours."""


class CodecError(HeadwaterError):
    """A stored document cannot be read."""


class ReadError(HeadwaterError):
    """Bytes that should be a feed, a list or an archive cannot be read."""


class KnowledgeError(HeadwaterError):
    """A shipped file of knowledge is malformed."""


class StoreError(HeadwaterError):
    """The database cannot take or give what was asked."""
