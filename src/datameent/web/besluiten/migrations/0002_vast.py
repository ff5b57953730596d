"""The database refuses to change the expectation of a decision that is no draft any more, and to delete one."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_ZET = {
    "sqlite": (
        "CREATE TRIGGER besluiten_besluit_verwachting BEFORE UPDATE ON besluiten_besluit "
        "WHEN OLD.status <> 'concept' AND (NEW.verwachting <> OLD.verwachting OR NEW.status = 'concept') "
        "BEGIN SELECT RAISE(ABORT, 'the expectation of a decision stays'); END",
        "CREATE TRIGGER besluiten_besluit_niet_wissen BEFORE DELETE ON besluiten_besluit "
        "BEGIN SELECT RAISE(ABORT, 'a decision stays'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION besluiten_besluit_weiger() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'a decision and its expectation stay'; END $$",
        "CREATE TRIGGER besluiten_besluit_verwachting BEFORE UPDATE ON besluiten_besluit FOR EACH ROW "
        "WHEN (OLD.status <> 'concept' AND (NEW.verwachting <> OLD.verwachting OR NEW.status = 'concept')) "
        "EXECUTE FUNCTION besluiten_besluit_weiger()",
        "CREATE TRIGGER besluiten_besluit_niet_wissen BEFORE DELETE OR TRUNCATE ON besluiten_besluit "
        "FOR EACH STATEMENT EXECUTE FUNCTION besluiten_besluit_weiger()",
    ),
}
_WEG = {
    "sqlite": ("DROP TRIGGER besluiten_besluit_verwachting", "DROP TRIGGER besluiten_besluit_niet_wissen"),
    "postgresql": (
        "DROP TRIGGER besluiten_besluit_verwachting ON besluiten_besluit",
        "DROP TRIGGER besluiten_besluit_niet_wissen ON besluiten_besluit",
        "DROP FUNCTION besluiten_besluit_weiger()",
    ),
}


def zet(_: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers on the table."""
    for sql in _ZET[schema_editor.connection.vendor]:
        schema_editor.execute(sql)


def haal_weg(_: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take them away."""
    for sql in _WEG[schema_editor.connection.vendor]:
        schema_editor.execute(sql)


class Migration(migrations.Migration):
    """Triggers."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("besluiten", "0001_initial")]
    operations: ClassVar[list[Any]] = [migrations.RunPython(zet, haal_weg)]
