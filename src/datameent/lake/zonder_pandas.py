"""Keeps pandas out of a process of ours: nothing uses it, and it is as slow to import as all the rest."""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder


class _ZonderPandas(MetaPathFinder):
    """pyarrow imports pandas, where it is installed, at the first `pa.array`; now it sees that it is not there."""

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:
        if fullname == "pandas":
            raise ModuleNotFoundError(fullname, name=fullname)


def laat_pandas_weg() -> None:
    """Have every later `import pandas` of this process fail as if it was not installed; once is enough."""
    if "pandas" not in sys.modules and not any(isinstance(f, _ZonderPandas) for f in sys.meta_path):
        sys.meta_path.insert(0, _ZonderPandas())
