"""How sure a statement is: a small linear score over what the rule saw, squeezed to 0..1 (logistic regression).

The weights are what `bench/fit_statements.py` prints: fitted to our own annotated sentences, with the judgement of a
person as the prior; no foreign corpus takes part. docs/reference/provenance.md shows how the promise is kept on texts
by others.
"""

import math
from collections.abc import Iterator, Mapping

from headwater.model.provenance import Speaker, SpeakerKind
from headwater.provenance.paragraph import Paragraph
from headwater.provenance.sentence import Candidate

#: Log-odds of each rule and of what else is seen.
WEIGHTS: Mapping[str, float] = {
    "rule after": 2.4,
    "rule inverted": 2.4,
    "rule before": 2.0,
    "rule mixed": 0.9,
    "rule tail": 1.1,
    "rule clause": 0.9,
    "rule according": 1.5,
    "rule carried-on": 1.0,
    "rule announced": 1.6,
    "rule as": 1.2,
    "rule mood": -0.5,
    "rule dropped": 1.0,
    "rule incise": 0.9,
    "rule goes-on": 1.2,
    "rule beside": 0.8,
    "rule colon": 1.2,
    "rule turn": 1.8,
    "rule unlisted": 1.3,
    "rule dashed": 1.8,
    "language other than English": -0.5,
    "a person by name": 0.6,
    "nobody": -0.6,
    "a long mention": -0.5,
    "several pieces": -0.2,
}
_LONG_MENTION_WORDS = 12


def confidence_of(
    candidate: Candidate, *, speaker: Speaker | None, pieces: int, paragraph: Paragraph, language: str
) -> float:
    """Give the confidence of a statement, 0..1: the share of such statements that are expected to be right."""
    seen = features_of(candidate, speaker=speaker, pieces=pieces, paragraph=paragraph, language=language)
    score = sum(WEIGHTS.get(feature, 0.0) for feature in seen)
    return round(1 / (1 + math.exp(-score)), 3)


def features_of(
    candidate: Candidate, *, speaker: Speaker | None, pieces: int, paragraph: Paragraph, language: str
) -> Iterator[str]:
    """Give the names of what the score is made of."""
    yield f"rule {candidate.rule}"
    if language != "en":
        yield "language other than English"
    if speaker is None:
        yield "nobody"
    elif speaker.kind is SpeakerKind.PERSON and speaker.name:
        yield "a person by name"
    if candidate.source and len(paragraph.text[slice(*candidate.source)].split()) > _LONG_MENTION_WORDS:
        yield "a long mention"
    if pieces > 1:
        yield "several pieces"
