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
            name="Teller",
            fields=[
                ("sleutel", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("minuut", models.BigIntegerField(db_index=True)),
                ("aantal", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Token",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("naam", models.CharField(max_length=50, unique=True)),
                ("rol", models.CharField(max_length=20)),
                ("domeinen", models.JSONField()),
                ("vingerafdruk", models.CharField(max_length=64, unique=True)),
                ("gemaakt_op", models.DateTimeField()),
                ("geldig_tot", models.DateTimeField()),
                ("ingetrokken_op", models.DateTimeField(null=True)),
                ("laatst_gebruikt", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["naam"],
            },
        ),
    ]
