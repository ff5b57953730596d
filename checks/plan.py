"""The page about the plan of a synthetic municipality: every key of `--plan FILE.yaml` with its meaning and default."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import to_jsonable_python

from checks.tree import Violation

_INTRO = """# Plan van een synthetische gemeente

<!-- Gemaakt uit de code met `make docs-serve`. Verander de code, niet deze bladzijde. -->

Met `--plan BESTAND.yaml` bepaalt u zelf wat er in een synthetische gemeente is verstopt. Wat u niet noemt, houdt de
waarde uit de laatste kolom. Alles komt terug in `waarheid.json`. De uitleg komt uit het programma en is in het Engels.

"""


def models() -> list[type[BaseModel]]:
    """The model of a plan, and after it those of its parts."""
    from datameent.demo import plan

    parts = [
        value
        for value in vars(plan).values()
        if isinstance(value, type) and issubclass(value, BaseModel) and value.__module__ == plan.__name__
    ]
    return sorted(parts, key=lambda model: (model is not plan.Plan, model.__name__))


def plan_page() -> str:
    """Every key of a plan, with those of its parts."""
    return _INTRO + "\n".join(f"## {_title(model)}\n\n{_table(model)}" for model in models())


def _title(model: type[BaseModel]) -> str:
    """A part is called after the keys of the plan that hold it."""
    whole = models()[0]
    keys = [
        f"`{k}`"
        for k, field in whole.model_fields.items()
        if re.search(rf"\b{model.__name__}\b", str(field.annotation))
    ]
    return "Het plan" if model is whole else f"Onder {' en '.join(keys)}"


def _table(model: type[BaseModel]) -> str:
    rows = [
        f"| `{key}` | {_meaning(model, field)} | {_default(field)} |\n" for key, field in model.model_fields.items()
    ]
    return "| sleutel | betekenis | zonder |\n|---|---|---|\n" + "".join(rows)


def _meaning(model: type[BaseModel], field: FieldInfo) -> str:
    """What a key says of itself; a part whose keys differ only by law says it once for all."""
    return field.description or (model.__doc__ or "").split("\n")[0]


def _default(field: FieldInfo) -> str:
    """What holds without the key; a date that moves with the clock is named, not filled in."""
    if field.default_factory == date.today:
        return "vandaag"
    if field.default_factory is not None:
        return "zie onder"
    if field.default is None:
        return ""
    return f"`{json.dumps(to_jsonable_python(field.default), ensure_ascii=False)}`"


def violations() -> Iterator[Violation]:
    """Keys of a plan that do not say what they mean."""
    for model in models():
        for key, field in model.model_fields.items():
            if not _meaning(model, field):
                yield Violation("src/datameent/demo/plan.py", 1, f"{model.__name__}.{key} has no description")
