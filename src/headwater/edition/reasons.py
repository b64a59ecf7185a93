"""Why something is as it is, in the language of the interface."""

from headwater.edition.wording import Wording
from headwater.model.provenance import Origin, OriginKind, Reason

_OVERRULED, _DECIDED = "overrule", " decided: "
#: What stands for the name of an origin that has none (`provenance.origins`), and the phrase that says it.
_NAMELESS = {
    "an agency that is not named": "reason.unnamed_agency",
    "a text that we have not seen": "reason.unseen_text",
}


def is_said(reason: Reason, wording: Wording) -> bool:
    """Say whether a reason can be given in the language of the interface; those of earlier versions are English."""
    return reason.rule == _OVERRULED or wording.has(f"reason.{reason.phrase}")


def origin_name(origin: Origin, wording: Wording) -> str:
    """Give the name of an independent origin; of one that nobody named, what it is."""
    phrase = _NAMELESS.get(origin.name) if origin.kind is OriginKind.UNKNOWN else None
    return wording.say(phrase) if phrase else origin.name


def reason_in(reason: Reason, wording: Wording) -> str:
    """Give a reason in the language of the interface, or as it was written down where it cannot be said in that.

    >>> from headwater.edition.wording import wording_of
    >>> reason = Reason(rule="breadth", words="2 reports", phrase="breadth", values=(("count", 2),))
    >>> reason_in(reason, wording_of("de"))
    '2 Berichte'
    """
    if reason.rule == _OVERRULED and _DECIDED in reason.words:
        editor, _, why = reason.words.partition(_DECIDED)
        return wording.say("reason.overruled", editor=editor, why=why)
    if not is_said(reason, wording) or not reason.phrase:
        return reason.words
    values = dict(reason.values)
    count = values.pop("count", None)
    return wording.say(f"reason.{reason.phrase}", count if isinstance(count, int) else None, **values)
