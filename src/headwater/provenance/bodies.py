"""Outlets and other bodies that speak, so that none of them is taken for a person."""

from functools import lru_cache

from headwater.model.outlet import OutletDirectory
from headwater.provenance.name_parts import is_name
from headwater.provenance.speech import Speech

#: Words that make a run of capitals a body, a place or an event instead of a person.
_BODIES = frozenset(
    """
    house senate congress court party university institute college school department ministry commission council
    committee agency bank group company corporation inc corp ltd association federation union league center centre
    foundation street avenue road state states city county district north south east west new times post news
    journal press tv radio network white supreme united national international european american african world day
    street church hospital hall airport island islands sea river act bill law war games cup office bureau service
    board fund trust project campaign democrats republicans democratic republican conservatives monday tuesday
    wednesday thursday friday saturday sunday january february march april june july august september october
    november december today daily weekly tribune gazette chronicle ledger herald telegraph broadcasting television
    society authority museum police railway railways ferries lines line
    zeitung anzeiger tageblatt rundschau rundfunk fernsehen agentur nachrichten ministerium regierung partei verband
    verein gewerkschaft universität institut kommission behörde amt gesellschaft rat gericht
    diario gaceta prensa noticias periódico agencia ministerio gobierno partido universidad comisión asociación
    federación sindicato consejo instituto ayuntamiento
    agence ministère gouvernement parti université commission association fédération syndicat conseil institut
    agenzia ministero governo partito università commissione associazione consiglio istituto comune
    """.split()  # noqa: SIM905 - a list of this length reads best as text
)
#: Beginnings of words in Russian, Ukrainian, Bulgarian and Greek that name a body in any case.
_STEMS = (
    *("министерств", "правительств", "агентств", "комитет", "комисси", "университет", "институт", "газет"),
    *("міністерств", "комітет", "υπουργεί", "κυβέρνησ", "πανεπιστήμι", "συμβούλι", "πρακτορεί"),
)
#: Articles with which the name of a paper begins, in texts of other languages: "La Voz del Muelle".
_ARTICLES = frozenset({"La", "Le", "Il", "Los", "Las", "Les", "Lo", "Η", "Ο", "Το", "Τα"})
_NAME_WITH_ARTICLE = 2
#: Words up to the noun of "the weekly newspaper Lyra Nea".
_MOST_BEFORE = 3
_MARKS = " «»“”„\"'‘’"


@lru_cache(maxsize=8192)
def is_body(name: str) -> bool:
    """Say whether a run of capitals names a body, a place or a day instead of a person."""
    words = [word.lower().rstrip(".") for word in name.split()]
    return any(word in _BODIES or word.startswith(_STEMS) for word in words)


def has_foreign_article(name: str, *, speech: Speech) -> bool:
    """Say whether a name of several words begins with an article that the text's own language does not have.

    That is how papers are called: "La Voz del Muelle". Surnames with an article ("Le Pen") are shorter.
    """
    words = name.split()
    is_own = words[0].lower() in speech.determiners
    return len(words) > _NAME_WITH_ARTICLE and words[0] in _ARTICLES and not is_own


def names_outlet(words: str, *, outlets: OutletDirectory, speech: Speech) -> bool:
    """Say whether a mention is an outlet: its name in any case form, or "the newspaper Lyra Nea"."""
    plain = words.strip(_MARKS)
    if outlets.is_name(plain):
        return True
    parts = plain.split()
    while parts and parts[0].lower() in speech.determiners:
        del parts[0]
    if not parts or outlets.is_name(" ".join(parts).strip(_MARKS)):
        return bool(parts)
    for number, part in enumerate(parts[:-1][:_MOST_BEFORE]):
        if part.lower() in speech.outlet_nouns:
            return is_name(parts[number + 1].strip(_MARKS))
        if is_name(part):
            break
    return len(parts) > 1 and is_name(parts[0]) and not is_name(parts[-1]) and parts[-1] in speech.outlet_nouns
