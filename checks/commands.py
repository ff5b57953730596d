"""The commands, arguments and options of `datameent`, read from the program itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

# What a value of an option is called when the option does not say so itself.
_KINDS = {"int": "N", "float": "N", "Path": "PATH"}


@dataclass(frozen=True, slots=True)
class Invoer:
    """An argument or option: how it is written, what it takes and what it is without it."""

    namen: tuple[str, ...]
    waarde: str
    uitleg: str
    verplicht: bool
    standaard: str
    optie: bool


@dataclass(frozen=True, slots=True)
class Opdracht:
    """A command by its full name, such as `standaard add`."""

    naam: str
    uitleg: str
    invoer: tuple[Invoer, ...]

    @property
    def opties(self) -> frozenset[str]:
        """Every way to write an option of this command."""
        return frozenset(n for i in self.invoer if i.optie for n in i.namen) | {"--help"}


@cache
def all_commands() -> Mapping[str, Opdracht]:
    """Every command that can be typed, by its name."""
    import typer

    from datameent.cli.main import app

    return {c.naam: c for c in _walk(typer.main.get_command(app), ())}


def _walk(command: Any, path: tuple[str, ...]) -> Iterator[Opdracht]:
    children = getattr(command, "commands", None)
    if children is None:
        yield Opdracht(" ".join(path), (command.help or "").strip(), tuple(_invoer(p) for p in command.params))
        return
    for naam, child in children.items():
        yield from _walk(child, (*path, naam))


def _invoer(param: Any) -> Invoer:
    option = param.param_type_name == "option"
    flag = option and bool(getattr(param, "is_flag", False))
    metavar = "" if flag else (param.metavar or _KINDS.get(param.bare_type(), "TEXT"))
    default = param.default
    shown = "" if flag or default is None or callable(default) or default == () else str(default)
    names = tuple(param.opts + param.secondary_opts) if option else (param.metavar or param.name.upper(),)
    return Invoer(names, metavar, (getattr(param, "help", "") or "").strip(), bool(param.required), shown, option)
