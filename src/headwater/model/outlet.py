"""Who publishes: outlets, and the directory that finds one by key, domain or credited name."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from headwater.model.outlet_forms import NameForm, forms_of


class OutletKind(Enum):
    """What sort of publisher an outlet is."""

    AGENCY = "agency"
    NEWSPAPER = "newspaper"
    BROADCASTER = "broadcaster"
    ONLINE = "online"
    OFFICIAL = "official"
    AGGREGATOR = "aggregator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """Who publishes (schema.org NewsMediaOrganization; IPTC provider).

    >>> Outlet(key="meridian", name="Meridian", kind=OutletKind.AGENCY).domains
    ()
    """

    #: Stable short name, lower case, `[a-z0-9.-]+`; the registrable domain where nothing better is known.
    key: str
    #: Display name in the outlet's own language.
    name: str
    kind: OutletKind = OutletKind.ONLINE
    #: Host names it publishes under, without `www.`.
    domains: tuple[str, ...] = ()
    #: ISO 3166-1 alpha-2, upper case.
    country: str | None = None
    #: BCP 47 tag of its main language.
    language: str | None = None
    #: Every name and script it is credited by, as printed.
    credit_names: tuple[str, ...] = ()
    #: Credit names that are also ordinary words or other bodies' names ("AP", "AA"): they count only
    #: where the form of the text allows (dateline, parentheses, credit line).
    ambiguous_names: tuple[str, ...] = ()
    #: Key of the outlet or company that owns it.
    part_of: str | None = None
    #: Home page.
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedOutlet:
    """A place in a text where outlets are named."""

    #: As printed.
    name: str
    #: Code points, half-open.
    start: int
    end: int
    #: Whom it may mean; several where one name is shared.
    outlets: tuple[Outlet, ...]
    #: The name as the directory has it, where the text inflects it.
    base: str | None = None

    @property
    def is_ambiguous(self) -> bool:
        """Whether the name is also an ordinary word or another body's name."""
        return any((self.base or self.name) in outlet.ambiguous_names for outlet in self.outlets)


class OutletDirectory:
    """All outlets that are known, found by key, by domain or by a name they are credited under.

    >>> directory = OutletDirectory([Outlet(key="ledger", name="Aegean Ledger", domains=("ledger.example",))])
    >>> directory.by_host("news.ledger.example").key
    'ledger'
    >>> directory.by_name("aegean  LEDGER")[0].key
    'ledger'
    """

    __slots__ = ("_by_domain", "_by_first_word", "_by_key", "_by_name", "_printed")

    def __init__(self, outlets: Iterable[Outlet] = ()) -> None:
        """Index the outlets; a later one replaces an earlier one of the same key."""
        self._by_key = {outlet.key: outlet for outlet in outlets}
        self._by_domain: dict[str, Outlet] = {}
        self._by_name: dict[str, list[Outlet]] = {}
        for outlet in self._by_key.values():
            for domain in outlet.domains:
                self._by_domain[domain.casefold().removeprefix("www.")] = outlet
            names = (outlet.name, *outlet.credit_names, *outlet.ambiguous_names)
            for name in dict.fromkeys(map(fold_name, names)):
                self._by_name.setdefault(name, []).append(outlet)
        self._by_first_word = _first_words(self._by_key.values())
        self._printed = frozenset(form.text for group in self._by_first_word.values() for form, _ in group)

    def __iter__(self) -> Iterator[Outlet]:
        """Give every outlet, in the order of their keys."""
        return iter(sorted(self._by_key.values(), key=lambda outlet: outlet.key))

    def __len__(self) -> int:
        """Count the outlets."""
        return len(self._by_key)

    def get(self, key: str) -> Outlet | None:
        """Give the outlet of a key, or None."""
        return self._by_key.get(key)

    def by_host(self, host: str) -> Outlet | None:
        """Give the outlet that publishes under a host name or one of its parent domains, or None."""
        labels = host.casefold().rstrip(".").removeprefix("www.").split(".")
        for start in range(len(labels)):
            outlet = self._by_domain.get(".".join(labels[start:]))
            if outlet is not None:
                return outlet
        return None

    def by_name(self, name: str) -> tuple[Outlet, ...]:
        """Give every outlet credited under a printed name; several where one name is shared."""
        return tuple(self._by_name.get(fold_name(name), ()))

    def is_name(self, printed: str) -> bool:
        """Say whether printed words are the credit name of an outlet and nothing else, in any form it takes.

        >>> directory = OutletDirectory([Outlet(key="mayak", name="Вестник")])
        >>> directory.is_name("Вестнику"), directory.is_name("Вестник моря")
        (True, False)
        """
        return printed in self._printed

    def find_names(self, text: str) -> tuple["NamedOutlet", ...]:
        """Give every place where a text prints a credit name, letter case included, the longest name at each place.

        >>> directory = OutletDirectory([Outlet(key="ledger", name="Aegean Ledger")])
        >>> [found.start for found in directory.find_names("He told Aegean Ledger so.")]
        [8]
        """
        found: list[NamedOutlet] = []
        end = 0
        for match in _NAME_START.finditer(text):
            forms = self._by_first_word.get(match.group())
            if forms is None or match.start() < end:
                continue
            hit = next((pair for pair in forms if _stands_at(text, match.start(), pair[0].text)), None)
            if hit is not None:
                form, base = hit
                start, end = match.start() + form.prefix, match.start() + len(form.text)
                outlets = self.by_name(base)
                found.append(NamedOutlet(name=text[start:end], start=start, end=end, outlets=outlets, base=base))
        return tuple(found)

    def owner(self, key: str) -> str:
        """Give the key at the top of the chain of owners; the key itself where no owner is known."""
        seen = {key}
        while True:
            outlet = self._by_key.get(key)
            if outlet is None or outlet.part_of is None or outlet.part_of in seen:
                return key
            key = outlet.part_of
            seen.add(key)


def fold_name(name: str) -> str:
    """Give a printed name without differences of case and spacing.

    >>> fold_name(" Helle  Press ")
    'helle press'
    """
    return " ".join(name.casefold().split())


_NAME_START = re.compile(r"(?<!\w)[^\W_]\w*")


def _first_words(outlets: Iterable[Outlet]) -> dict[str, tuple[tuple[NameForm, str], ...]]:
    """Give the forms of credit names, each with the name itself, by their first word: the longest form first."""
    forms: dict[str, dict[str, tuple[NameForm, str]]] = {}
    names = {name: None for outlet in outlets for name in (outlet.name, *outlet.credit_names, *outlet.ambiguous_names)}
    for name in names:
        for form in forms_of(name):
            start = re.match(r"\w+", form.text)
            if start is not None and (form.text == name or form.text not in names):
                forms.setdefault(start.group(), {}).setdefault(form.text, (form, name))
    return {
        word: tuple(sorted(group.values(), key=lambda pair: (-len(pair[0].text), pair[0].text)))
        for word, group in forms.items()
    }


def _stands_at(text: str, start: int, name: str) -> bool:
    end = start + len(name)
    after = text[end : end + 1]
    return text.startswith(name, start) and not (after.isalnum() or after == "_")
