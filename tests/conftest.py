"""Several processes share the tests (`make test`): each has its own database, and the dear files begin first."""

import pytest
from django.conf import settings

#: Files that take longest, longest first: begun last, one of them would be waited for with a core idle.
DEAR = (
    "tests/test_postgresql.py",
    "tests/newsroom/test_faults.py",
    "tests/newsletter/test_faults.py",
    "tests/cli/test_commands.py",
    "tests/portal/test_nothing_runs.py",
    "tests/portal/test_rights_everywhere.py",
    "tests/api/test_standards.py",
    "tests/newsroom/test_hubs.py",
    "tests/portal/test_browser.py",
)


@pytest.fixture(scope="session")
def django_db_modify_db_settings_xdist_suffix(request: pytest.FixtureRequest) -> None:
    """Name PostgreSQL's database after the process; one in memory is a process's own as it is."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "")
    for database in settings.DATABASES.values():
        if worker and database["NAME"] != ":memory:":
            database.setdefault("TEST", {})["NAME"] = f"test_{database['NAME']}_{worker}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the dear files first."""
    ranks = {name: rank for rank, name in enumerate(DEAR)}
    items.sort(key=lambda item: ranks.get(item.nodeid.split("::")[0], len(ranks)))
