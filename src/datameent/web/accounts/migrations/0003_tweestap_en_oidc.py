"""A second step to log in, recovery codes, and the name by which an organisation knows somebody."""

from __future__ import annotations

from typing import Any, ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Fields and a table."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("accounts", "0002_gemeente_en_domeinen")]

    operations: ClassVar[list[Any]] = [
        migrations.AddField("gebruiker", "oidc_sub", models.CharField(max_length=300, null=True, unique=True)),
        migrations.AddField("gebruiker", "totp_dicht_tot", models.FloatField(default=0.0)),
        migrations.AddField("gebruiker", "totp_fouten", models.PositiveIntegerField(default=0)),
        migrations.AddField("gebruiker", "totp_geheim", models.TextField(blank=True, default="")),
        migrations.AddField("gebruiker", "totp_sinds", models.DateTimeField(null=True)),
        migrations.AddField("gebruiker", "totp_stap", models.BigIntegerField(default=0)),
        migrations.CreateModel(
            name="Herstelcode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("hash", models.CharField(max_length=64)),
                ("gebruikt_op", models.DateTimeField(null=True)),
                (
                    "gebruiker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="herstelcodes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
    ]
