"""An event says for which purpose somebody looked.

The column is added in plain SQL: Django makes the whole table anew on SQLite, and the triggers would be gone with the
old one.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """A column."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("audit", "0002_alleen_toevoegen")]
    operations: ClassVar[list[Any]] = [
        migrations.RunSQL(
            "ALTER TABLE audit_gebeurtenis ADD COLUMN doel varchar(30) NOT NULL DEFAULT ''",
            "ALTER TABLE audit_gebeurtenis DROP COLUMN doel",
            state_operations=[
                migrations.AddField("gebeurtenis", "doel", models.CharField(default="", max_length=30)),
            ],
        )
    ]
