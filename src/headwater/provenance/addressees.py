"""Whom it was said to: an outlet that a hop of the same sentence names beside the reporting word."""

import re
from collections.abc import Sequence
from dataclasses import replace

from headwater.model.article import Article
from headwater.model.provenance import Credit, CreditForm, CreditKind, Statement

#: Characters between a reporting word and the outlet that was told: the speaker with a role stands between.
_FAR = 160
_SENTENCE_ENDS = re.compile(r"[.!?…؟]\s")


def with_addressees(
    statements: Sequence[Statement], credits_named: Sequence[Credit], *, article: Article
) -> tuple[Statement, ...]:
    """Give the statements of an article, each without an addressee with the outlet that a "told" beside its cue names.

    What the credits found in any language serves here ("sagte sie dem Hafenfunk", "στο Meridian"); an outlet between
    whose name and the cue a sentence ends, or that is itself the one who speaks, is none.
    """
    told = [each for each in credits_named if each.kind is CreditKind.TOLD and each.form is CreditForm.INLINE]
    return tuple(_with_addressee(statement, told, article=article) for statement in statements)


def _with_addressee(statement: Statement, told: Sequence[Credit], *, article: Article) -> Statement:
    cue = statement.cue
    if cue is None or statement.addressee is not None:
        return statement
    text = article.body[cue.block].text
    for credit in told:
        span = credit.span
        if span is None or span.block != cue.block or not 0 <= span.start - cue.end <= _FAR:
            continue
        spoken = [*statement.content, *([statement.source] if statement.source else [])]
        is_inside = any(each.block == span.block and each.start < span.end and span.start < each.end for each in spoken)
        if not is_inside and _SENTENCE_ENDS.search(text, cue.end, span.start) is None:
            return replace(statement, addressee=span)
    return statement
