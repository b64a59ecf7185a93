"""Places are named where the name can be nothing else."""

import pytest

from headwater.data.load import load_knowledge
from headwater.model.article import Article, Block, BlockKind
from headwater.model.provenance import Speaker, SpeakerKind, Statement, StatementKind, Traced
from headwater.provenance.places import named_places


def places(
    text: str, *, language: str = "en", headline: str = "Nothing at all", traced: Traced | None = None
) -> tuple[str, ...]:
    article = Article(
        url="https://ledger.example/1",
        outlet="ledger",
        headline=headline,
        language=language,
        body=(Block(kind=BlockKind.PARAGRAPH, text=text),),
    )
    return named_places(article, traced=traced or Traced(), places=load_knowledge().places)


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "The ferry left Greece at noon. It came back to Greece.", ("greece",)),
        ("en", "In Vienna nobody knew. They met in Vienna.", ("vienna",)),
        ("en", "Talks between South Korea and Japan, said South Korea, suit Japan.", ("japan", "south-korea")),
        ("de", "Die Fähre fährt nach Griechenland. Der Kanzler von Österreich kam aus Österreich.", ("austria",)),
        ("fr", "Le bateau quitte l’Allemagne. Il revient en Allemagne.", ("germany",)),
        ("es", "Salió de Grecia y volvió a Grecia.", ("greece",)),
        ("ru", "Паром ушёл из Москвы. Он вернулся в Москву.", ("moscow",)),
        ("ru", "Он живёт в Германии, она уехала из Германии.", ("germany",)),
        ("el", "Το πλοίο έφυγε από την Ιταλία. Γύρισε στην Ιταλία.", ("italy",)),
        ("tr", "Eski gemi Almanya'dan ayrıldı ve yine Almanya'ya döndü.", ("germany",)),
        ("ar", "غادرت السفينة اليونان ثم عادت إلى اليونان.", ("greece",)),
        ("ar", "قالت الحكومة بألمانيا إن ألمانيا لا تعلم.", ("germany",)),
    ],
)
def test_a_place_is_found_in_every_language_of_the_interface(language: str, text: str, found: tuple[str, ...]) -> None:
    assert places(text, language=language) == found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Paris Hilton waved. We saw Paris Hilton."),
        ("en", "We walked over London Bridge, and London Bridge held."),
        ("en", "The German mayor met a German poet."),
        ("en", "China. China is what they broke."),
        ("en", "A boy named Jordan met Georgia, and Jordan thanked Georgia."),
        ("en", "He left Greece once."),
        ("ru", "Немецкий паром, немецкий порт. Того не было. И Того тоже."),
        ("es", "Dijo en Granada que Granada espera."),
        ("xx", "The ferry left Greece. It came back to Greece."),
    ],
)
def test_names_that_may_be_something_else_are_no_places(language: str, text: str) -> None:
    assert places(text, language=language) == ()


def test_a_headline_names_a_place_once() -> None:
    assert places("Nobody knew.", headline="Two ferries collide off Greece") == ("greece",)


def test_a_name_that_a_speaker_bears_is_the_speakers() -> None:
    speaker = Speaker(kind=SpeakerKind.PERSON, name="Ada Berlin")
    traced = Traced(statements=(Statement(kind=StatementKind.DIRECT, content=(), speaker=speaker),))
    text = "The reader trusts Berlin. And so Berlin wrote."
    assert places(text) == ("berlin",)
    assert places(text, traced=traced) == ()


def test_every_place_is_called_something_in_every_language_of_the_interface() -> None:
    languages = ("en", "el", "de", "fr", "es", "ru", "tr", "ar")
    nameless = [
        (each.key, language)
        for each in load_knowledge().places
        for language in languages
        if not each.called.get(language)
    ]
    assert nameless == []
