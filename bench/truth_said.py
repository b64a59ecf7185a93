"""Which statements are one utterance: what a portal joins in a story, held against what the script says."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from headwater.edition.speakers import sure_statements
from headwater.model.story import Report
from headwater.provenance.utterances import join_utterances
from headwater.text.names import spelled

#: A statement: the key of its report and its place there.
Place = tuple[str, int]
Pair = frozenset[Place]


def joined_pairs(reports: Sequence[Report]) -> set[Pair]:
    """Give the pairs of statements that a page of these reports would show as one utterance.

    Who speaks is told by the name alone, spelled by sound, as the ledger does where no person is known.
    """
    voices = {
        (report.key, report.statements.index(said)): " ".join(map(spelled, said.speaker.name.split()))
        for report in reports
        for said in sure_statements(report.statements)
        if said.speaker is not None and said.speaker.name
    }
    groups = (
        [place for variant in utterance.variants for place in variant.carriers]
        for utterance in join_utterances(reports, speakers=voices)
    )
    return set(_pairs(groups))


def true_pairs(utterances: Mapping[Place, str]) -> set[Pair]:
    """Give the pairs of statements that carry one utterance in the script, by what each carries."""
    groups: dict[str, list[Place]] = {}
    for place, utterance in utterances.items():
        groups.setdefault(utterance, []).append(place)
    return set(_pairs(groups.values()))


def _pairs(groups: Iterable[Sequence[Place]]) -> Iterable[Pair]:
    return (frozenset(pair) for group in groups for pair in combinations(group, 2) if pair[0][0] != pair[1][0])
