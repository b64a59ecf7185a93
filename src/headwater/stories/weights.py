"""The weights of the two decisions, as `bench/fit_stories.py` fitted them (docs/reference/stories.md)."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """Linear decisions: does a report join a story, are two stories one, and the same across languages."""

    #: Weight by name of the evidence (`evidence.of_report`), and `bias`.
    join: Mapping[str, float]
    #: Weight by name of the evidence (`evidence.of_stories`), and `bias`.
    merge: Mapping[str, float]
    #: Weight by name of the evidence (`evidence.across`), and `bias`: where no language is shared.
    across: Mapping[str, float]
    #: Weight by name of the evidence (`full_report.of_full`), and `bias`: of a full report and a story with one.
    full: Mapping[str, float]
    #: Weight by name of the evidence (`full_stories.of_full_stories`), and `bias`: of two stories of full reports.
    parts: Mapping[str, float]
    #: Weight by name of the evidence (`headline_across.of_headlines`), and `bias`: no language and no text shared.
    headlines: Mapping[str, float]
    #: Likelihood from which a report joins.
    join_at: float = 0.62
    #: Likelihood from which stories become one: higher, because a false merge is a false corroboration.
    merge_at: float = 0.7
    #: Likelihood from which reports and stories in different languages become one.
    across_at: float = 0.8
    #: Likelihood from which a full report joins.
    full_at: float = 0.76
    #: Likelihood from which two stories of full reports become one.
    parts_at: float = 0.85
    #: Likelihood from which a report joins a story in other languages where one of both is a headline, and where
    #: nothing is known of their times besides: the addresses that taught it have none, and few of them have a grade.
    headlines_at: float = 0.6
    headlines_untimed_at: float = 0.08
    #: Likelihood from which two stories become one there.
    headlines_tied_at: float = 0.2


#: By likeness alone: what fitting begins with.
PLAIN = Decisions(
    join={"bias": -2.0, "centroid": 17.0},
    merge={"bias": -5.0, "centroid": 29.0},
    across={"bias": -4.0, "cosine": 8.0},
    full={"bias": -4.0, "centroid": 8.0, "cosine_across": 8.0},
    parts={"bias": -5.0, "centroid": 29.0},
    headlines={"bias": -4.0, "cosine": 8.0},
)

FITTED = Decisions(
    join={
        "bias": -2.1732,
        "centroid": -1.226,
        "nearest": 2.057,
        "three_nearest": -2.9769,
        "single": 0.3158,
        "cohesion": 0.9661,
        "ratio": 0.2753,
        "covered": 1.4217,
        "size": 0.0038,
        "shared": 0.7821,
        "terms": 0.1923,
        "margin": 1.3843,
        "timed": -1.5105,
        "gap": -1.7416,
        "age": -1.3091,
        "close": 3.356,
        "other_language": 1.1557,
        "sounds": 2.3469,
        "named": -1.2552,
        "names_covered": 0.8893,
        "names_shared": 0.1541,
        "numbers_shared": -0.5406,
        "numbers_differ": -1.021,
        "same_outlet": -1.6735,
        "density": 0.2672,
        "body": -1.0394,
        "centroid_by_size": -0.587,
        "nearest_if_single": 3.9696,
        "centroid_with_body": 7.1855,
        "ratio_by_size": 0.4677,
        "covered_with_body": -4.5886,
    },
    merge={
        "bias": -0.0634,
        "centroid": 0.184,
        "ratio_large": 0.6783,
        "ratio_small": 0.3649,
        "large_single": 0.0,
        "small_single": -1.1243,
        "large_size": -0.0738,
        "small_size": -0.5499,
        "large_cohesion": 0.6701,
        "small_cohesion": -0.8326,
        "large_covered": 0.9979,
        "small_covered": 3.6943,
        "timed": 1.0933,
        "gap": -2.1381,
        "named": -2.4219,
        "names_covered": 2.1447,
        "other_language": 2.4021,
        "sounds": 0.5816,
        "small_to_large": -6.4112,
        "large_to_small": 0.4558,
        "nearest": 4.7177,
        "three_nearest": 1.8973,
        "linked": -0.0171,
        "same_outlet": -3.0548,
        "density": 0.4948,
        "body": -1.1066,
        "centroid_by_size": -1.3388,
        "centroid_with_body": 4.4452,
        "small_to_large_with_body": 1.2693,
    },
    across={
        "bias": 2.7216,
        "cosine": 8.4604,
        "names": 3.3799,
        "concepts": 4.0923,
        "concepts_lacking": -3.2664,
        "numbers": 4.3014,
        "numbers_lacking": -2.7379,
        "links": 2.0,
        "names_and_numbers": 4.7997,
        "terms": -1.9228,
        "size": -0.4427,
        "gap": -0.5384,
    },
    full={
        "bias": -1.9373,
        "centroid": 5.0841,
        "covered": -2.3369,
        "size": -0.8596,
        "single": 0.2693,
        "shared": 0.9960,
        "terms": 1.2947,
        "gap": -0.2742,
        "timed": -3.2324,
        "named": -0.3562,
        "names_shared": -0.7931,
        "numbers_differ": -0.5570,
        "density": 0.9380,
        "cosine_across": 5.0244,
        "numbers_across": 2.0620,
        "numbers_lacking": -1.1051,
        "concepts_lacking": -1.5514,
        "margin_across": 2.5642,
        "alone": 3.9117,
        "share_of_language": -3.4689,
        "same_outlet": -1.8863,
        "known": 1.1125,
        "three_nearest": -3.5696,
        "links": 2.0000,
    },
    parts={
        "bias": 2.6061,
        "centroid": -1.6307,
        "ratio_large": 0.5389,
        "ratio_small": 0.1472,
        "small_single": -0.0808,
        "small_size": -1.3630,
        "large_covered": 0.6830,
        "small_covered": 1.8447,
        "timed": -2.5412,
        "gap": 0.4258,
        "named": -1.9959,
        "names_covered": 1.4825,
        "small_to_large": 0.6021,
        "nearest": 1.5471,
        "linked": 0.1078,
        "same_outlet": -1.8921,
        "cosine_across": 2.6745,
        "names_across": 0.6808,
        "concepts_lacking_across": -1.4546,
        "numbers_across": 4.0959,
        "numbers_lacking_across": -1.7664,
        "names_and_numbers_across": -0.7171,
        "alone": 5.2097,
        "alone_terms": 0.6434,
        "share_of_language": -3.2604,
        "outlets_shared": -0.1631,
        "links_across": 2.0000,
    },
    headlines={
        "bias": -2.5288,
        "cosine": 4.8581,
        "names": 2.7559,
        "concepts": 5.3823,
        "concepts_lacking": -0.9805,
        "numbers": 10.6630,
        "names_and_numbers": 2.1821,
        "terms": -0.0378,
        "gap": -1.9106,
        "sounds": 10.8526,
    },
)
