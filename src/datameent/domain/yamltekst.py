"""Reading YAML: only plain values, and by libyaml where it is there, which is about eight times as fast."""

from __future__ import annotations

from typing import Any

import yaml

_LEZER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def lees_yaml(tekst: str) -> Any:
    """The value in a YAML text; raises `yaml.YAMLError`.

    >>> lees_yaml("versie: '1'")
    {'versie': '1'}
    """
    return yaml.load(tekst, Loader=_LEZER)  # noqa: S506 - a safe loader either way
