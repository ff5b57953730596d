"""The first shape of the tables of this subject."""

from __future__ import annotations

from typing import Any, ClassVar

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    """Tables."""

    initial = True

    dependencies: ClassVar[list[tuple[str, str]]] = []

    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="Gebruiker",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "gebruikersnaam",
                    models.CharField(
                        max_length=60,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Za-z0-9._-]{3,60}$", "Gebruik 3 tot 60 letters, cijfers, punten of streepjes."
                            )
                        ],
                    ),
                ),
                (
                    "rol",
                    models.CharField(
                        choices=[
                            ("beleid", "Beleid"),
                            ("analist", "Analist"),
                            ("contract", "Contractbeheer"),
                            ("control", "Financiën en control"),
                            ("wethouder", "Wethouder"),
                            ("raad", "Gemeenteraad"),
                            ("inwoner", "Inwoner"),
                            ("privacy", "Privacy"),
                            ("beheer", "Beheer"),
                        ],
                        max_length=20,
                    ),
                ),
                ("actief", models.BooleanField(default=True)),
                ("demo", models.BooleanField(default=False)),
                ("gemaakt_op", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["gebruikersnaam"],
            },
        ),
    ]
