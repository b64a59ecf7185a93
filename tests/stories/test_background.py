from headwater.data.load import load_background
from headwater.text.words import words


def test_common_words_are_known_in_several_languages() -> None:
    background = load_background()
    common = [*words("time people year", limit=3), *words("leben jahre", limit=2, language="de")]
    assert all(background.counts[word] > background.texts / 200 for word in common)


def test_every_row_is_a_share_of_the_texts() -> None:
    background = load_background()
    assert all(0 < count <= background.texts for count in background.counts.values())
