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
    #: Likelihood from which a report joins.
    join_at: float = 0.62
    #: Likelihood from which stories become one: higher, because a false merge is a false corroboration.
    merge_at: float = 0.7
    #: Likelihood from which reports and stories in different languages become one.
    across_at: float = 0.8
    #: Likelihood from which a full report joins.
    full_at: float = 0.72
    #: Likelihood from which two stories of full reports become one.
    parts_at: float = 0.85


#: By likeness alone: what fitting begins with.
PLAIN = Decisions(
    join={"bias": -2.0, "centroid": 17.0},
    merge={"bias": -5.0, "centroid": 29.0},
    across={"bias": -4.0, "cosine": 8.0},
    full={"bias": -4.0, "centroid": 8.0, "cosine_across": 8.0},
    parts={"bias": -5.0, "centroid": 29.0},
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
        "bias": 2.1697,
        "cosine": 13.8699,
        "names": 2.3755,
        "concepts": 2.4837,
        "concepts_lacking": -3.6848,
        "numbers": 4.4977,
        "numbers_lacking": -2.4938,
        "links": 2.0,
        "names_and_numbers": 2.8990,
        "terms": -1.7840,
        "size": -0.4134,
        "gap": -0.5432,
    },
    full={
        "bias": -1.0837,
        "centroid": 4.7425,
        "three_nearest": -5.2235,
        "covered": -1.9058,
        "size": -0.7832,
        "single": 0.3051,
        "shared": 0.9674,
        "terms": 0.9392,
        "gap": -0.3072,
        "timed": -3.2065,
        "named": -0.3660,
        "names_shared": -0.7229,
        "numbers_differ": -0.6230,
        "density": 0.5873,
        "cosine_across": 7.7396,
        "numbers_across": 2.0525,
        "numbers_lacking": -1.4255,
        "concepts_lacking": -1.3583,
        "margin_across": 2.0632,
        "alone": 4.6795,
        "share_of_language": -3.9746,
        "same_outlet": -1.5830,
        "known": 1.0936,
        "links": 2.0000,
    },
    parts={
        "bias": 1.8836,
        "centroid": -1.9943,
        "ratio_large": 0.5001,
        "ratio_small": 0.2198,
        "small_single": -0.0741,
        "small_size": -1.2892,
        "large_covered": 0.7638,
        "small_covered": 2.8339,
        "timed": -2.5434,
        "gap": 0.4494,
        "named": -1.8249,
        "names_covered": 1.6795,
        "small_to_large": 1.3099,
        "nearest": 1.7499,
        "linked": -0.0824,
        "same_outlet": -2.2083,
        "cosine_across": 1.7796,
        "names_across": 0.5148,
        "concepts_lacking_across": -0.8059,
        "numbers_across": 4.2922,
        "numbers_lacking_across": -1.6215,
        "names_and_numbers_across": -0.5021,
        "alone": 5.0043,
        "alone_terms": 0.6775,
        "share_of_language": -2.9653,
        "outlets_shared": -0.2745,
        "links_across": 2.0000,
    },
)
