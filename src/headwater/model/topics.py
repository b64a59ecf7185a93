"""What a report is about, at large: the top concepts of the IPTC Media Topics."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One top concept, with the words it is known by."""

    #: IPTC Media Topics number: "11000000".
    number: str
    #: What a section of this topic is called, by language.
    name: Mapping[str, str] = field(default_factory=dict)
    #: What outlets print above reports of this topic, folded.
    sections: tuple[str, ...] = ()
    #: Beginnings of words, and phrases, that speak for it, folded, by language.
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Topics:
    """The topics, found by what outlets print and by the words of a text; and what this portal calls each.

    Words that are looked up are folded (`text.words.fold`).
    """

    def __init__(
        self, topics: Iterable[Topic] = (), *, language: str = "en", own_sections: Mapping[str, str] | None = None
    ) -> None:
        """Index the topics; `own_sections` are the portal's names by their folded form: they win over a language's."""
        self._topics = tuple(topics)
        self._own = dict(own_sections or {})
        self._by_section = {printed: topic.number for topic in self._topics for printed in topic.sections}
        self._names = {topic.number: topic.name.get(language[:2], topic.name.get("en", "")) for topic in self._topics}
        for folded, name in reversed(self._own.items()):
            number = self.of_section(folded)
            if number is not None:
                self._names[number] = name
        self._words: dict[str, dict[str, str]] = {}
        for topic in self._topics:
            for spoken, words in topic.words.items():
                self._words.setdefault(spoken, {}).update(dict.fromkeys(words, topic.number))

    def __iter__(self) -> Iterator[Topic]:
        """Give the topics in the order of their files."""
        return iter(self._topics)

    def called(self, *, language: str, own_sections: Mapping[str, str]) -> "Topics":
        """Give the same topics under the names of a portal."""
        return Topics(self._topics, language=language, own_sections=own_sections)

    def of_section(self, printed: str) -> str | None:
        """Give the number of the topic that a section stands for, by all of it or the last part of a path.

        >>> Topics([Topic(number="15000000", sections=("football",))]).of_section("sport > football")
        '15000000'
        """
        whole = " ".join(printed.replace("»", "/").replace(">", "/").replace("|", "/").split())
        return self._by_section.get(whole) or self._by_section.get(whole.rpartition("/")[2].strip())

    def own_section(self, printed: str) -> str | None:
        """Give the portal's own section of that name, as the portal writes it."""
        return self._own.get(printed)

    def name_of(self, number: str) -> str | None:
        """Give what this portal calls a topic."""
        return self._names.get(number) or None

    def words_of(self, language: str) -> Mapping[str, str]:
        """Give the beginnings of words that speak for topics in a language, with the topic's number."""
        return self._words.get(language[:2].casefold(), {})
