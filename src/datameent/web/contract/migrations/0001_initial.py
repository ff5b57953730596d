"""The first shape of the tables of this subject."""

from __future__ import annotations

from typing import Any, ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Tables."""

    initial = True

    dependencies: ClassVar[list[Any]] = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="Herstelbon",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("gemeente", models.CharField(max_length=6)),
                (
                    "domein",
                    models.CharField(
                        choices=[
                            ("wmo", "Wmo"),
                            ("jeugdwet", "Jeugdwet"),
                            ("participatiewet", "Participatiewet"),
                            ("schulden", "Schulden"),
                            ("alle", "Het hele sociaal domein"),
                        ],
                        max_length=20,
                        verbose_name="Onderwerp",
                    ),
                ),
                ("gemaakt_op", models.DateTimeField()),
                ("gewijzigd_op", models.DateTimeField()),
                ("versie", models.PositiveIntegerField(default=1)),
                ("aanbieder", models.CharField(db_index=True, max_length=20)),
                ("naam", models.CharField(max_length=200)),
                ("wat", models.TextField(max_length=10000)),
                ("periode", models.CharField(max_length=100)),
                ("uiterlijk", models.DateField()),
                (
                    "stand",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("gestuurd", "Gestuurd"),
                            ("hersteld", "Hersteld"),
                            ("vervallen", "Vervallen"),
                        ],
                        default="open",
                        max_length=12,
                    ),
                ),
                (
                    "eigenaar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["uiterlijk", "pk"],
            },
        ),
    ]
