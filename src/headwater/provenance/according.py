"""What was said under "according to" and the like, before its source or behind it."""

from collections.abc import Iterator

from headwater.provenance.mentions import Place, mention_after, mention_before, mention_between
from headwater.provenance.paragraph import MASK
from headwater.provenance.sentence import PLAIN_WORD, Candidate, Sentence

#: Nouns without capitals that name a source between "according to" and a comma.
_MOST_PLAIN_NOUNS = 6
_FEWEST_CLAUSE_WORDS = 3


def read_according(sentence: Sentence) -> Iterator[Candidate]:
    """Read According to Ida Vale, it rained, and It rained, according to Ida Vale."""
    masked, speech = sentence.masked, sentence.speech
    for match in speech.according.finditer(masked, sentence.start, sentence.end):
        lead = masked[sentence.start : match.start()].strip(" ,")
        find = mention_after if lead else mention_between
        source = find(masked, (match.end(), sentence.end), speech=speech)
        source = source or (None if lead else up_to_comma(sentence, match.end()))
        if source is None:
            continue
        rest_start = source[1] + (1 if masked[source[1] : source[1] + 1] == "," else 0)
        rest = masked[rest_start : sentence.end].strip(" .")
        content = []
        if lead:
            content.append((sentence.start, sentence.start + len(masked[sentence.start : match.start()].rstrip(" ,"))))
        is_set_off = masked[: match.start()].rstrip().endswith(",") and "," not in rest
        is_quoted = (lead.endswith(MASK) or is_set_off) and rest_start == source[1]
        is_time = is_quoted and rest.split(maxsplit=1)[:1] and rest.split(maxsplit=1)[0].lower() in speech.stops
        if rest and not is_time and (not lead or rest_start > source[1] or speech.lexicon.subject_may_follow):
            content.append((rest_start, sentence.end))
        if sum(len(sentence.paragraph.text[slice(*place)].split()) for place in content) >= _FEWEST_CLAUSE_WORDS:
            cue = match.span()
            article = match.group().rpartition(" ")[2]
            if article.lower() in speech.determiners and source[0] == cue[1] + 1:
                cue, source = (cue[0], cue[1] - len(article) - 1), (cue[1] - len(article), source[1])
            yield Candidate(
                rule="according", content=tuple(content), cue=cue, word=match.group().lower(), source=source
            )
            return


def up_to_comma(sentence: Sentence, start: int) -> Place | None:
    """Give the plain nouns between "according to" and a comma: Russian "По данным портовой службы,"."""
    comma = sentence.masked.find(",", start, sentence.end)
    words = sentence.masked[start:comma].split() if comma >= 0 else []
    if not words or len(words) > _MOST_PLAIN_NOUNS or MASK in sentence.masked[start:comma]:
        return None
    if any(word.lower() in sentence.speech.verbs or word.lower() in sentence.speech.pronouns for word in words):
        return None
    if words[0].lower() in sentence.speech.stops and len(words) > 1:  # "как сообщили в полиции"
        start = sentence.masked.index(words[0], start) + len(words[0])
    return start + len(sentence.masked[start:comma]) - len(sentence.masked[start:comma].lstrip()), comma


def read_according_after(sentence: Sentence) -> Iterator[Candidate]:
    """Read German Ida Vale zufolge regnete es."""
    masked, speech = sentence.masked, sentence.speech
    for match in PLAIN_WORD.finditer(masked, sentence.start, sentence.end) if speech.according_after else ():
        if match.group().lower() not in speech.according_after:
            continue
        source = mention_before(masked, (sentence.start, match.start()), speech=speech)
        if source is None:
            continue
        lead = (sentence.start, sentence.start + len(masked[sentence.start : source[0]].rstrip(" ,")))
        content = tuple(place for place in (lead, (match.end() + 1, sentence.end)) if place[1] - place[0] > 1)
        if sum(len(masked[slice(*place)].split()) for place in content) >= _FEWEST_CLAUSE_WORDS:
            yield Candidate(
                rule="according", content=content, cue=match.span(), word=match.group().lower(), source=source
            )
            return
