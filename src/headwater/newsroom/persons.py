"""Who is who across articles, kept up with what is published.

    story described ──> statements of its articles ──> names that changed ──> persons of these names, found anew

The persons of a name depend on all forms under that name and on nothing else, so the order of publishing does not show.
"""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Count, Max

from headwater.model.knowledge import Knowledge
from headwater.model.person import Form, Person, name_key_of
from headwater.model.provenance import Traced
from headwater.model.rights import Overrule
from headwater.provenance.persons import find_persons, joined_names, person_key
from headwater.store.models import ArticleRow, PersonRow, StatementRow
from headwater.store.rows import person_row, traced_from

#: Statements less sure than this are shown under no name, so they count for nobody.
LEAST_CONFIDENCE = 0.5
#: Forms of one name that are looked at: a head of state is described in hundreds of ways.
_MOST_FORMS = 400


def note_statements(articles: Iterable[str]) -> frozenset[str]:
    """Write down who speaks in articles; give the keys of the names whose persons must be found anew."""
    rows = ArticleRow.objects.filter(key__in=list(articles)).defer("document")
    known: dict[str, list[StatementRow]] = {row.key: [] for row in rows}
    for statement in StatementRow.objects.filter(article_id__in=known):
        known[statement.article_id].append(statement)
    changed: set[str] = set()
    fresh: list[StatementRow] = []
    stale: list[int] = []
    for row in rows:
        wanted = [] if row.hidden else _statement_rows(row, traced_from(row))
        if [_seen(each) for each in wanted] != [_seen(each) for each in known[row.key]]:
            stale += [each.pk for each in known[row.key]]
            fresh += wanted
            changed.update(each.name_key for each in (*wanted, *known[row.key]))
    StatementRow.objects.filter(pk__in=stale).delete()
    StatementRow.objects.bulk_create(fresh)
    return frozenset(changed)


def find_persons_anew(names: Iterable[str], *, overrules: Sequence[Overrule], knowledge: Knowledge) -> int:
    """Find the persons of these names anew, with those an editor joined to them; give how many there are."""
    keys = joined_names(names, overrules)
    if not keys:
        return 0
    with transaction.atomic():
        said = StatementRow.objects.filter(name_key__in=keys, article__hidden=False)
        grouped = said.values("name_key", "name", "role").annotate(count=Count("id"), last=Max("shown_at"))
        forms: dict[str, list[Form]] = {}
        for row in grouped.order_by("name_key", "-count", "name", "role"):
            of_name = forms.setdefault(row["name_key"], [])
            if len(of_name) < _MOST_FORMS:
                of_name.append(Form(name=row["name"], role=row["role"] or None, statements=row["count"]))
        every = [form for of_name in forms.values() for form in of_name]
        persons = find_persons(every, fields=knowledge.role_fields, overrules=overrules)
        _store(persons, keys)
    return len(persons)


def _store(persons: Sequence[Person], names: Iterable[str]) -> None:
    StatementRow.objects.filter(name_key__in=names).exclude(person_key="").update(person_key="")
    rows = []
    for person in persons:
        by_name: dict[str, list[str]] = {}
        for form in person.forms:
            by_name.setdefault(form.name, []).append(form.role or "")
        for name, roles in by_name.items():
            StatementRow.objects.filter(name_key__in=names, name=name, role__in=roles).update(person_key=person.key)
        last = StatementRow.objects.filter(person_key=person.key).aggregate(last=Max("shown_at"))["last"]
        rows.append(person_row(person, last_said=last))
        rows += [
            PersonRow(key=key, name_key=name_key_of(key), name=person.name, merged_into=person.key)
            for key in person.joined
        ]
    PersonRow.objects.filter(name_key__in=names).delete()
    PersonRow.objects.bulk_create(rows)


def _statement_rows(row: ArticleRow, traced: Traced) -> list[StatementRow]:
    found = []
    for number, statement in enumerate(traced.statements):
        speaker = statement.speaker
        key = person_key(speaker) if speaker else None
        if speaker is None or key is None or statement.confidence < LEAST_CONFIDENCE:
            continue
        found.append(
            StatementRow(
                article_id=row.key,
                number=number,
                name_key=key,
                name=speaker.name or "",
                role=speaker.role or "",
                shown_at=row.shown_at,
            )
        )
    return found


def _seen(row: StatementRow) -> tuple[int, str, str, str]:
    return row.number, row.name_key, row.name, row.role
