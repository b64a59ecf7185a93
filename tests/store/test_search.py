"""Full text search, alike on both databases."""

from datetime import timedelta

import pytest
from tests.portal.press import MORNING, Press, paragraphs

from headwater.store.folding import fold
from headwater.store.models import ArticleRow, SearchRow
from headwater.store.search import Question, find_articles, index_articles, terms_of

TEXTS = {
    "greek": ("el", "Ξανά πλοία στα νησιά", "Τα δρομολόγια ξεκίνησαν, ανέφερε το λιμεναρχείο."),
    "turkish": ("tr", "İzmir'de ışıklar", "Istanbul ve Iğdır dışında yağmur var."),
    "japanese": ("ja", "東京都で雨", "気象庁によると、明日も雨が続く。"),
    "thai": ("th", "ฝนตกหนัก", "กรมอุตุนิยมวิทยาเตือนฝนตกหนักในกรุงเทพ"),
    "arabic": ("ar", "استئناف الرحلات", "قَالَتْ سُلْطَةُ الميناء إن الرحلات استؤنفت."),
    "russian": ("ru", "Поезда вернулись", "Первый ночной поезд отправится в пятницу, ещё один позже."),
    "french": ("fr", "L'été en décembre", "Les élèves ont reçu leurs livres à l'école."),
    "korean": ("ko", "서울에 눈", "기상청은 오늘 밤 눈이 온다고 밝혔다."),
}


@pytest.fixture
def keys(db: None) -> dict[str, str]:
    press = Press()
    press.outlet("ledger", "Aegean Ledger")
    press.outlet("valley", "Valley Radio")
    made = {
        name: press.report(
            "ledger", headline, minutes=number, language=language, body=paragraphs(text), section="World"
        )
        for number, (name, (language, headline, text)) in enumerate(TEXTS.items())
    }
    index_articles(list(made.values()))
    return made


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("πλοια", "greek"),
        ("ΛΙΜΕΝΑΡΧΕΙΟ", "greek"),
        ("λιμεναρχ", "greek"),
        ("izmir", "turkish"),
        ("ISIKLAR", "turkish"),
        ("東京", "japanese"),
        ("京都", "japanese"),
        ("気象庁", "japanese"),
        ("ฝนตก", "thai"),
        ("กรุงเทพ", "thai"),
        ("سلطة", "arabic"),
        ("الرحلات استؤنفت", "arabic"),
        ("еще", "russian"),
        ("ете", None),
        ("ete eleves", "french"),
        ('"livres a l ecole"', "french"),
        ('"ecole a livres"', None),
        ("기상청은", "korean"),
        ("nothing", None),
    ],
)
def test_words_are_found_in_every_script(keys: dict[str, str], words: str, found: str | None) -> None:
    assert find_articles(Question(words=words), limit=9) == ((keys[found],) if found else ())


@pytest.mark.parametrize(
    "words", ["", "   ", '"', '""', "* AND OR NOT", "a:b", "col:x*", "'; --", "(", "NEAR(", "\\", "^"]
)
def test_signs_of_a_query_language_are_words_like_others(keys: dict[str, str], words: str) -> None:
    assert find_articles(Question(words=words), limit=9) == ()


def test_changed_words_replace_the_old_ones(keys: dict[str, str]) -> None:
    row = ArticleRow.objects.get(key=keys["greek"])
    row.document = row.document.replace("Ξανά πλοία", "Χωρίς αεροπλάνα")
    row.save()
    index_articles([row.key])
    index_articles([row.key])
    assert find_articles(Question(words="πλοία"), limit=9) == ()
    assert find_articles(Question(words="αεροπλανα"), limit=9) == (row.key,)
    assert SearchRow.objects.count() == len(TEXTS)


def test_what_is_deleted_leaves_the_index_with_it(keys: dict[str, str]) -> None:
    ArticleRow.objects.filter(key=keys["greek"]).delete()
    assert find_articles(Question(words="πλοία"), limit=9) == ()
    assert SearchRow.objects.count() == len(TEXTS) - 1


def test_hidden_articles_are_not_found(keys: dict[str, str]) -> None:
    ArticleRow.objects.filter(key=keys["greek"]).update(hidden=True)
    assert find_articles(Question(words="πλοία"), limit=9) == ()


def test_answers_are_narrowed_and_turned_page_by_page(db: None) -> None:
    press = Press()
    press.outlet("ledger", "Aegean Ledger")
    press.outlet("valley", "Valley Radio")
    made = [press.report(("ledger", "valley")[n % 2], f"Ferry {n}", minutes=60 * n, section="Sea") for n in range(6)]
    index_articles(made)
    newest_first = tuple(reversed(made))
    question = Question(words="ferry")
    assert find_articles(question, limit=9) == newest_first
    assert find_articles(question, limit=2, offset=2) == newest_first[2:4]
    assert find_articles(Question(words="ferry", outlet="valley"), limit=9) == newest_first[::2]
    assert find_articles(Question(words="ferry", section="Sea"), limit=9) == newest_first
    assert find_articles(Question(words="ferry", section="Sky"), limit=9) == ()
    later = Question(words="ferry", since=MORNING + timedelta(hours=4), until=MORNING + timedelta(hours=5))
    assert find_articles(later, limit=9) == (made[4],)


def test_folding_is_idempotent_for_scripts_with_spaces() -> None:
    for _, headline, text in (TEXTS["greek"], TEXTS["arabic"], TEXTS["french"], TEXTS["russian"]):
        assert fold(fold(f"{headline} {text}")) == fold(f"{headline} {text}")


def test_a_question_has_a_bounded_number_of_terms() -> None:
    assert len(terms_of("word " * 500)) == 12
