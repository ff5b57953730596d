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
            name="Poging",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("wie", models.CharField(db_index=True, max_length=64)),
                ("op", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="Melding",
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
                ("plek", models.CharField(blank=True, max_length=600)),
                ("indicator", models.CharField(blank=True, db_index=True, max_length=60)),
                ("houder", models.CharField(blank=True, max_length=200)),
                ("tekst", models.TextField(max_length=10000)),
                ("merk", models.CharField(max_length=64, unique=True)),
                (
                    "stand",
                    models.CharField(
                        choices=[
                            ("ontvangen", "ontvangen"),
                            ("in-behandeling", "in behandeling"),
                            ("beantwoord", "beantwoord"),
                        ],
                        db_index=True,
                        default="ontvangen",
                        max_length=20,
                    ),
                ),
                ("antwoord", models.TextField(blank=True, max_length=10000)),
                (
                    "eigenaar",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-gemaakt_op", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Antwoordadres",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tekst", models.CharField(max_length=200)),
                (
                    "melding",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="antwoordadres",
                        to="meldingen.melding",
                    ),
                ),
            ],
        ),
    ]
