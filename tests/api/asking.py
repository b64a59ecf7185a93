"""Asking the API as a program does."""

import json
from typing import Any

from django.test import Client

from headwater.store.models import ArticleRow


def ask(client: Client, path: str, *, status: int = 200, **headers: str) -> Any:
    answer = client.get(f"/api/v1/{path}", headers=headers)
    assert answer.status_code == status, answer.content[:400]
    kind = "application/json" if status == 200 else "application/problem+json"
    assert answer["Content-Type"] == kind
    return json.loads(answer.content)


def key_of(outlet: str) -> str:
    return str(ArticleRow.objects.filter(outlet_key=outlet).order_by("first_seen").values_list("key", flat=True)[0])


def ledger() -> str:
    return str(ArticleRow.objects.get(headline__contains="hand in their weapons").key)
