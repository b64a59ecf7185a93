"""How sure a statement is: a small linear score, squeezed to 0..1."""

import math

from headwater.model.provenance import SpeakerKind, Statement
from headwater.provenance.paragraph import Paragraph
from headwater.provenance.sentence import Candidate

#: Log-odds of each rule, judged by hand; no corpus was fitted.
_RULES = {
    "after": 2.4,
    "inverted": 2.4,
    "before": 2.0,
    "mixed": 0.9,
    "tail": 1.6,
    "clause": 0.9,
    "according": 1.5,
    "carried-on": 1.0,
    "announced": 1.6,
    "as": 1.2,
    "mood": -0.5,
    "dropped": 1.0,
    "incise": 1.2,
    "colon": 1.2,
    "turn": 1.8,
    "dashed": 1.8,
}
#: Rules were looked at hardest in English; elsewhere they err more often (docs/reference/provenance.md).
_OTHER_LANGUAGE = -0.5
_PERSON, _NOBODY, _LONG_MENTION, _RUNNING = 0.4, -0.6, -0.5, -0.2
_LONG_MENTION_WORDS = 12


def confidence_of(statement: Statement, candidate: Candidate, *, paragraph: Paragraph, language: str) -> float:
    """Give the confidence of a statement, 0..1: the share of such statements that are expected to be right."""
    score = _RULES.get(candidate.rule, 0.0) + (0.0 if language == "en" else _OTHER_LANGUAGE)
    if statement.speaker is None:
        score += _NOBODY
    elif statement.speaker.kind is SpeakerKind.PERSON and statement.speaker.name:
        score += _PERSON
    if candidate.source and len(paragraph.text[slice(*candidate.source)].split()) > _LONG_MENTION_WORDS:
        score += _LONG_MENTION
    score += _RUNNING * (len(statement.content) > 1)
    return round(1 / (1 + math.exp(-score)), 3)
