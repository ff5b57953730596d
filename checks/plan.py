"""The page about the plan of a synthetic municipality: every key of `--plan FILE.yaml` with its meaning and default."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from checks.tree import Violation

_INTRO = """# Plan van een synthetische gemeente

<!-- Gemaakt uit de code met `make docs-serve`. Verander de code, niet deze bladzijde. -->

Met `--plan BESTAND.yaml` bepaalt u zelf wat er in een synthetische gemeente is verstopt. Wat u niet noemt, houdt de
waarde uit de laatste kolom. Alles komt terug in `waarheid.json`. De uitleg komt uit het programma en is in het Engels.

"""


def plan_page() -> str:
    """Every key of a plan, with those of its parts."""
    from datameent.demo.plan import Maatregel, Plan

    parts = [_INTRO, "## Het plan\n\n", _table(Plan), "\n## Onder `maatregel`\n\n", _table(Maatregel)]
    return "".join(parts)


def _table(model: type[BaseModel]) -> str:
    rows = [f"| `{key}` | {field.description} | {_default(field)} |\n" for key, field in model.model_fields.items()]
    return "| sleutel | betekenis | zonder |\n|---|---|---|\n" + "".join(rows)


def _default(field: FieldInfo) -> str:
    """What holds without the key; a date that moves with the clock is named, not filled in."""
    if field.default_factory == date.today:
        return "vandaag"
    if field.default_factory is not None:
        return "zie onder"
    return "" if field.default is None else f"`{json.dumps(field.default, ensure_ascii=False)}`"


def violations() -> Iterator[Violation]:
    """Keys of a plan that do not say what they mean."""
    from datameent.demo.plan import Maatregel, Plan

    for model in (Plan, Maatregel):
        for key, field in model.model_fields.items():
            if not field.description:
                yield Violation("src/datameent/demo/plan.py", 1, f"{model.__name__}.{key} has no description")
