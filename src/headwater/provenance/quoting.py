"""Somebody whom an outlet or another person quotes: "Harbour TV quoted a second official as saying that it rained"."""

import re

from headwater.provenance.paragraph import MASK, Cue
from headwater.provenance.sentence import PLAIN_WORD, Candidate, Sentence

#: Somebody who is quoted, between "quoted" and "as saying".
_LONGEST_QUOTED, _MOST_QUOTED_WORDS = 160, 14
_FEWEST_CLAUSE_WORDS = 3


def read_quoted(sentence: Sentence, cue: Cue) -> Candidate | None:
    """Read Harbour TV quoted a second official as saying that it rained: who is quoted speaks, not the outlet."""
    masked, speech = sentence.masked, sentence.speech
    if cue.word not in speech.quoting_verbs:
        return None
    link = speech.quoting.search(masked, cue.end, min(sentence.end, cue.end + _LONGEST_QUOTED))
    lead = re.match(r"\s*", masked[cue.end :])
    begin = cue.end + (lead.end() if lead else 0)
    first = PLAIN_WORD.match(masked, begin)
    if link is None or first is None:
        return None
    if first.group().lower() in speech.lexicon.told_to and first.group().lower() not in speech.determiners:
        begin = first.end() + 1  # Spanish "citó a"
    source = (begin, begin + len(masked[begin : link.start()].rstrip()))
    words = masked[slice(*source)].split()
    content = (link.end(), sentence.end)
    if not words or len(words) > _MOST_QUOTED_WORDS or MASK in masked[slice(*source)]:
        return None
    if len(sentence.paragraph.text[slice(*content)].split()) < _FEWEST_CLAUSE_WORDS:
        return None
    rule = "mixed" if MASK in masked[slice(*content)] else "clause"
    return Candidate(rule=rule, content=(content,), cue=(cue.start, cue.end), word=cue.word, source=source)
