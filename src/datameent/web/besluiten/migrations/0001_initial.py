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
            name="Besluit",
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
                ("titel", models.CharField(max_length=150)),
                (
                    "orgaan",
                    models.CharField(
                        choices=[
                            ("college", "Het college"),
                            ("raad", "De gemeenteraad"),
                            ("wethouder", "Een wethouder"),
                            ("ambtelijk", "Een ambtenaar met mandaat"),
                        ],
                        max_length=12,
                    ),
                ),
                ("wie", models.CharField(blank=True, max_length=150)),
                ("genomen_op", models.DateTimeField()),
                ("besluit", models.TextField(max_length=10000)),
                ("alternatieven", models.TextField(max_length=10000)),
                ("verwachting", models.TextField(max_length=10000)),
                ("evaluatie_op", models.DateField()),
                (
                    "doelgroep",
                    models.CharField(
                        choices=[("beleid", "De gemeente zelf"), ("raad", "De gemeenteraad")],
                        default="beleid",
                        max_length=10,
                    ),
                ),
                ("figuren", models.JSONField(default=list)),
                ("duidingen", models.JSONField(default=list)),
                ("verwijzingen", models.JSONField(default=list)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("concept", "Concept"),
                            ("vastgesteld", "Vastgesteld"),
                            ("geevalueerd", "Geëvalueerd"),
                        ],
                        default="concept",
                        max_length=12,
                    ),
                ),
                ("vastgesteld_door", models.CharField(blank=True, max_length=60)),
                ("vastgesteld_versie", models.PositiveIntegerField(default=0)),
                ("reden", models.TextField(blank=True, max_length=2000)),
                ("effect", models.TextField(blank=True, max_length=10000)),
                (
                    "bewijskracht",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                "samenhang",
                                "Samenhang: het gebeurde tegelijk. Of het door het besluit komt, weten we niet.",
                            ),
                            ("getoetst", "Getoetst: we vergeleken met een groep of periode zonder het besluit."),
                            (
                                "oorzakelijk",
                                "Oorzakelijk: een proef of sterk onderzoek laat zien dat het door het besluit komt.",
                            ),
                            ("weten-we-niet", "Weten we niet: we kunnen het niet zien."),
                        ],
                        max_length=15,
                    ),
                ),
                ("lessen", models.TextField(blank=True, max_length=10000)),
                ("effectfiguren", models.JSONField(default=list)),
                ("bevestigd", models.PositiveIntegerField(default=0)),
                (
                    "eigenaar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-genomen_op", "-pk"],
            },
        ),
    ]
