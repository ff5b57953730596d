"""The database refuses to change or delete a step."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations

from datameent.web.audit.alleen_toevoegen import alleen_toevoegen


class Migration(migrations.Migration):
    """Triggers."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("publicatie", "0001_initial")]
    operations: ClassVar[list[Any]] = [alleen_toevoegen("publicatie_stap")]
