"""How a failure is logged: what kind it was and where in the program, never its text.

A database says in its errors what the row was; a row holds what people wrote.
"""

from __future__ import annotations

import logging
import sys
import traceback
from pathlib import Path
from types import TracebackType

_MEEST = 12
_Fout = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Logvorm(logging.Formatter):
    """One line a record, and for a failure its kind and the lines of the program it passed."""

    def formatException(self, ei: _Fout) -> str:  # noqa: N802 - the name that logging calls
        """The kind and the places, of the failure and of what was behind it."""
        regels: list[str] = []
        fout: BaseException | None = ei[1] or sys.exc_info()[1]
        while fout is not None:
            regels.append(type(fout).__name__)
            stappen = traceback.extract_tb(fout.__traceback__)[-_MEEST:]
            regels += [f"  {Path(s.filename).name}:{s.lineno} in {s.name}" for s in stappen]
            fout = fout.__cause__
        return "\n".join(regels)
