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
            name="Stap",
            fields=[
                ("volgnr", models.BigAutoField(primary_key=True, serialize=False)),
                ("op", models.DateTimeField()),
                ("soort", models.CharField(max_length=20)),
                ("doelgroep", models.CharField(max_length=20)),
                ("release", models.CharField(max_length=120)),
                ("vingerafdruk", models.CharField(max_length=64)),
                ("door", models.CharField(max_length=60)),
                ("rol", models.CharField(max_length=20)),
                ("reden", models.CharField(max_length=1000)),
            ],
            options={
                "ordering": ["volgnr"],
            },
        ),
    ]
