"""What readers saw before two people had to look, they keep seeing; that it was taken over is written down."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def _neem_over(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    from datameent.web.publicatie.overname import neem_alles_over

    neem_alles_over()


class Migration(migrations.Migration):
    """Steps for the newest release of each audience."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("publicatie", "0002_alleen_toevoegen"), ("audit", "0003_doel")]
    operations: ClassVar[list[Any]] = [migrations.RunPython(_neem_over, migrations.RunPython.noop)]
