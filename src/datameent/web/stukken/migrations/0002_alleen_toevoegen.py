"""The database refuses to change or delete a version of a text."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations

from datameent.web.audit.alleen_toevoegen import alleen_toevoegen


class Migration(migrations.Migration):
    """Triggers."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("stukken", "0001_initial")]
    operations: ClassVar[list[Any]] = [alleen_toevoegen("stukken_versie")]
