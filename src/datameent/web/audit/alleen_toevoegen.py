"""Tables that only grow: the database itself refuses to change or delete a row, whatever program asks."""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def alleen_toevoegen(tabel: str) -> Any:
    """The migration step for a table of ours (its name is never text from outside)."""

    def zet(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for sql in _ZET[schema_editor.connection.vendor]:
            schema_editor.execute(sql.format(tabel=tabel))

    def haal_weg(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for sql in _WEG[schema_editor.connection.vendor]:
            schema_editor.execute(sql.format(tabel=tabel))

    return migrations.RunPython(zet, haal_weg)


_ZET = {
    "sqlite": (
        "CREATE TRIGGER {tabel}_niet_wijzigen BEFORE UPDATE ON {tabel} "
        "BEGIN SELECT RAISE(ABORT, 'this table is append-only'); END",
        "CREATE TRIGGER {tabel}_niet_wissen BEFORE DELETE ON {tabel} "
        "BEGIN SELECT RAISE(ABORT, 'this table is append-only'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION {tabel}_weiger() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'this table is append-only'; END $$",
        "CREATE TRIGGER {tabel}_alleen_toevoegen BEFORE UPDATE OR DELETE OR TRUNCATE ON {tabel} "
        "FOR EACH STATEMENT EXECUTE FUNCTION {tabel}_weiger()",
    ),
}
_WEG = {
    "sqlite": ("DROP TRIGGER {tabel}_niet_wijzigen", "DROP TRIGGER {tabel}_niet_wissen"),
    "postgresql": (
        "DROP TRIGGER {tabel}_alleen_toevoegen ON {tabel}",
        "DROP FUNCTION {tabel}_weiger()",
    ),
}
