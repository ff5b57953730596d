"""The register: every official code of a release, read from the YAML files beside it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from datameent.domain.yamltekst import lees_yaml
from datameent.sources.istandaarden.regels.model import Niveau, Regel, Status

Standaard = Literal["iwmo", "ijw"]


class _Invoer(BaseModel):
    """One entry as it is written. `berichten` is a list (both standards) or a mapping per standard."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    soort: Literal[
        "technische regel",
        "conditie",
        "constraint",
        "restrictie",
        "bedrijfsregel",
        "invulinstructie",
        "uitgangspunt",
    ]
    niveau: Niveau
    tekst: Annotated[str, Field(min_length=10)]
    retourcode: str = ""
    berichten: list[str] | dict[Standaard, list[str]]
    status: Status
    reden: str = ""
    doen: str = ""
    element: str = ""
    door: str = ""

    def regel(self, code: str) -> Regel:
        per = self.berichten if isinstance(self.berichten, dict) else dict.fromkeys(("iwmo", "ijw"), self.berichten)
        return Regel(
            code, self.soort, self.niveau, self.tekst, self.retourcode,
            {standaard: tuple(types) for standaard, types in per.items()},
            self.status, self.reden, self.doen, self.element, self.door,
        )  # fmt: skip


@cache
def regels(release: str = "3.2") -> Mapping[str, Regel]:
    """Every rule of a release by code, sorted by code.

    >>> regels()["TR018"].retourcode
    '0001'
    """
    folder = files("datameent.sources.istandaarden.regels") / "register" / release
    entries: dict[str, Regel] = {}
    adapter = TypeAdapter(dict[str, _Invoer])
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".yaml"):
            continue
        for code, entry in adapter.validate_python(lees_yaml(file.read_text(encoding="utf-8")) or {}).items():
            if code in entries:
                raise ValueError(f"{code} stands twice in the register of {release}")
            entries[code] = entry.regel(code)
    return dict(sorted(entries.items()))
