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
            name="Contextgebeurtenis",
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
                ("titel", models.CharField(max_length=120)),
                ("begin", models.DateField()),
                ("eind", models.DateField(blank=True, null=True)),
                ("wijk", models.CharField(blank=True, max_length=20)),
                ("productcategorie", models.CharField(blank=True, max_length=20)),
                ("toelichting", models.TextField(blank=True, max_length=2000)),
                (
                    "doelgroep",
                    models.CharField(
                        choices=[("beleid", "De gemeente zelf"), ("raad", "De gemeenteraad"), ("openbaar", "Iedereen")],
                        default="beleid",
                        max_length=10,
                    ),
                ),
                ("akkoord_door", models.CharField(blank=True, max_length=60)),
                ("bevestigd", models.PositiveIntegerField(default=0)),
                (
                    "eigenaar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["begin", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Duiding",
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
                ("indicator", models.CharField(db_index=True, max_length=60)),
                ("bewijs", models.JSONField()),
                ("bewering", models.TextField(max_length=10000)),
                (
                    "aard",
                    models.CharField(
                        choices=[
                            ("context", "Iets uit de omgeving"),
                            ("uitvoering", "Een verhaal uit de uitvoering"),
                            ("anders", "Een andere verklaring"),
                            ("tegengeluid", "Een tegengeluid"),
                        ],
                        max_length=20,
                    ),
                ),
                ("antwoordzin", models.CharField(blank=True, max_length=200)),
                (
                    "doelgroep",
                    models.CharField(
                        choices=[("beleid", "De gemeente zelf"), ("raad", "De gemeenteraad"), ("openbaar", "Iedereen")],
                        default="beleid",
                        max_length=10,
                    ),
                ),
                ("auteursrol", models.CharField(max_length=20)),
                (
                    "status",
                    models.CharField(
                        choices=[("concept", "Concept"), ("besproken", "Besproken"), ("vastgesteld", "Vastgesteld")],
                        default="concept",
                        max_length=12,
                    ),
                ),
                ("vastgesteld_door", models.CharField(blank=True, max_length=60)),
                ("bevestigd", models.PositiveIntegerField(default=0)),
                (
                    "eigenaar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-gewijzigd_op", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Gesprek",
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
                ("dag", models.DateField()),
                ("deelnemers", models.TextField(max_length=2000)),
                ("lezing", models.TextField(max_length=10000)),
                ("bevestigd", models.PositiveIntegerField(default=0)),
                (
                    "duiding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="gesprekken", to="duiding.duiding"
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
                "ordering": ["dag", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Tegengeluid",
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
                ("wie", models.CharField(max_length=100)),
                ("tekst", models.TextField(max_length=10000)),
                ("bevestigd", models.PositiveIntegerField(default=0)),
                (
                    "duiding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tegengeluiden", to="duiding.duiding"
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
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Weerwoord",
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
                ("wie", models.CharField(max_length=100)),
                ("tekst", models.TextField(max_length=10000)),
                ("bevestigd", models.PositiveIntegerField(default=0)),
                (
                    "eigenaar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "tegengeluid",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="antwoorden", to="duiding.tegengeluid"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Plicht",
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
                ("indicator", models.CharField(max_length=60)),
                (
                    "doelgroep",
                    models.CharField(choices=[("raad", "De gemeenteraad"), ("openbaar", "Iedereen")], max_length=10),
                ),
                ("verplicht", models.BooleanField(default=True)),
                ("maanden", models.PositiveIntegerField(default=3)),
                (
                    "eigenaar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["indicator", "doelgroep"],
                "constraints": [
                    models.UniqueConstraint(fields=("gemeente", "indicator", "doelgroep"), name="duiding_een_plicht")
                ],
            },
        ),
    ]
