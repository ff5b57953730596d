"""What a command says: one JSON document on stdout when asked, else short lines; progress and messages on stderr."""

from __future__ import annotations

import dataclasses
import json
import sys
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any, Protocol

from datameent.domain.errors import DatameentError


class Voortgang(Protocol):
    """Called by long work: which step, how much is done, of how much (0 when unknown)."""

    def __call__(self, stap: str, gedaan: int, totaal: int) -> None: ...


def plat(value: Any) -> Any:
    """Make a result plain enough for JSON: dataclasses, dates, paths, enums, tuples, Arrow scalars."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plat(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(k): plat(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plat(v) for v in value]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, Path) else value


def toon(document: Any, als_json: bool, regels: list[str]) -> None:
    """Print a result: the document as JSON, or the lines for a person."""
    if als_json:
        sys.stdout.write(json.dumps(plat(document), ensure_ascii=False, indent=2) + "\n")
        return
    for regel in regels:
        sys.stdout.write(regel + "\n")


def meld(regel: str) -> None:
    """A message beside the result."""
    sys.stderr.write(regel + "\n")


@contextmanager
def voortgang() -> Iterator[Voortgang]:
    """A progress bar on a terminal; silent elsewhere."""
    if not sys.stderr.isatty():
        yield lambda stap, gedaan, totaal: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def step(stap: str, gedaan: int, totaal: int) -> None:
            if stap not in tasks:
                tasks[stap] = bar.add_task(stap, total=totaal or None)
            bar.update(tasks[stap], completed=gedaan, total=totaal or None)

        yield step


def fout(error: DatameentError) -> int:
    """Report an error a person can act on; gives the exit status."""
    if "--json" in sys.argv:
        where = str(error.where)
        body = {"code": error.code, "wat": error.what, "plaats": where, "doe": error.todo}
        sys.stdout.write(json.dumps({"fout": body}, ensure_ascii=False) + "\n")
    meld(str(error))
    return int(error.exit_status)


def onverwacht(error: BaseException) -> int:
    """Report a fault of ours by its type and the lines of our code: the message could hold a value, so it stays out."""
    frames = traceback.extract_tb(error.__traceback__)
    inside = [f for f in frames if "datameent" in f.filename] or list(frames)
    meld(f"[DM-INTERN-001] Datameent failed with {type(error).__name__}. Report this with the lines below.")
    for frame in inside[-6:]:
        meld(f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}")
    return 70
