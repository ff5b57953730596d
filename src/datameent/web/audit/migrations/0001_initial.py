"""The first shape of the tables of this subject."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Tables."""

    initial = True

    dependencies: ClassVar[list[tuple[str, str]]] = []

    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="Gebeurtenis",
            fields=[
                ("volgnr", models.BigAutoField(primary_key=True, serialize=False)),
                ("tijd", models.CharField(db_index=True, max_length=32)),
                ("soort", models.CharField(max_length=20)),
                ("gebruiker", models.CharField(max_length=60)),
                ("rol", models.CharField(max_length=20)),
                ("pagina", models.CharField(max_length=200)),
                ("release", models.CharField(max_length=120)),
                ("filters", models.CharField(max_length=500)),
                ("vorige", models.CharField(max_length=64)),
                ("zegel", models.CharField(max_length=64, unique=True)),
            ],
            options={
                "ordering": ["volgnr"],
            },
        ),
    ]
