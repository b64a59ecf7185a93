"""The weights of the two decisions, as `bench/fit_stories.py` fitted them (docs/reference/stories.md)."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """Two linear decisions: does a report join a story, and are two stories one."""

    #: Weight by name of the evidence (`evidence.of_report`), and `bias`.
    join: Mapping[str, float]
    #: Weight by name of the evidence (`evidence.of_stories`), and `bias`.
    merge: Mapping[str, float]
    #: Likelihood from which a report joins.
    join_at: float = 0.6
    #: Likelihood from which stories become one: higher, because a false merge is a false corroboration.
    merge_at: float = 0.7


#: By likeness alone: what fitting begins with.
PLAIN = Decisions(join={"bias": -2.0, "centroid": 17.0}, merge={"bias": -5.0, "centroid": 29.0})

FITTED = Decisions(
    join={
        "bias": -0.9619,
        "centroid": -0.9708,
        "nearest": 2.4538,
        "three_nearest": -1.5925,
        "single": 0.3628,
        "cohesion": 1.0755,
        "ratio": 0.3858,
        "covered": 1.0554,
        "size": 0.0394,
        "shared": 0.7375,
        "terms": -0.1334,
        "margin": 0.9162,
        "timed": -1.3252,
        "gap": -1.9554,
        "age": -1.3874,
        "close": 3.9287,
        "other_language": 0.9358,
        "sounds": 0.9707,
        "named": -1.8925,
        "names_covered": 0.5311,
        "names_shared": 0.1423,
        "numbers_shared": 0.0807,
        "numbers_differ": -0.5842,
        "body": -0.5613,
        "centroid_by_size": -0.4176,
        "nearest_if_single": 3.4018,
        "centroid_with_body": 7.6291,
        "ratio_by_size": 0.3052,
        "covered_with_body": -4.5125,
    },
    merge={
        "bias": 0.7656,
        "centroid": -2.247,
        "ratio_large": 0.3447,
        "ratio_small": 0.2403,
        "large_single": 0.0,
        "small_single": -0.7695,
        "large_size": -0.107,
        "small_size": -0.443,
        "large_cohesion": -0.2261,
        "small_cohesion": -0.6515,
        "large_covered": 0.5595,
        "small_covered": 2.6941,
        "timed": 1.0376,
        "gap": -1.9751,
        "named": -3.4058,
        "names_covered": 1.2261,
        "other_language": 1.3575,
        "sounds": 1.666,
        "small_to_large": -3.6287,
        "large_to_small": 0.0559,
        "nearest": 7.6838,
        "three_nearest": -1.2549,
        "linked": -0.0413,
        "body": -1.5351,
        "centroid_by_size": -0.9898,
        "centroid_with_body": 10.4246,
        "small_to_large_with_body": 2.0238,
    },
)
