"""What is counted for coverage: everything, but not again and again.

Counting doubles the time of whatever runs Python, also of libraries. So it stands still where the lines were counted
before: in a generative test after its first examples, and in the tests of `ONGETELD`, which run as all others and reach
nearly only what a counted test reaches too (some sixty lines they reach alone). So the figure can
only be too low by this, never too high, and a line that the report calls missed may be reached here.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import wraps
from itertools import count
from typing import Any

import coverage
import pytest

VOORBEELDEN = 5
"""So many examples of a generative test are counted."""
ONGETELD = (
    "docs/test_house_docs_browser.py",
    "functional/test_bad_input_berichten.py",
    "functional/test_geplante_fouten.py::test_clean_messages_break_no_rule",
    "functional/test_line.py::test_a_demo_of_zips_is_the_same_municipality",
    "functional/test_line.py::test_a_demo_that_was_cut_off_is_made_again",
    "functional/test_line.py::test_no_release_exposes_anything_to_the_audit",
    "functional/test_line.py::test_the_next_run_adds_the_next_month",
    "generative/test_regels_declaratie_gang.py",
    "generative/test_regels_regie_reference.py",
    "generative/test_sources_gelijk_oordeel.py",
    "integration/test_demo_herhaalbaar.py",
    "integration/test_demo_kalibratie.py",
    "integration/test_kern_bouw.py",
    "integration/test_regels_gelijk.py",
    "web/test_web_afdruk.py",
    "web/test_web_api_schemathesis.py",
    "web/test_web_browser.py",
    "web/test_web_browser_taal.py",
    "web/test_web_postgres.py",
)
"""Node ids below `tests/` that begin so."""
IN_DE_SITE = (
    "web/test_web_browser_organisatie.py",
    "web/test_web_browser_reizen.py",
    "web/test_web_browser_staten.py",
    "web/test_web_browser_sturen.py",
    "web/test_web_toegang_browser.py",
)
"""Of these only the processes that they start are counted: what they do themselves is drive a browser."""
_PROCESSEN = "COVERAGE_PROCESS_CONFIG"
"""Where coverage tells the processes that a test starts to count as well."""


@contextmanager
def geteld_zoals_het_hoort(item: pytest.Item) -> Iterator[None]:
    """Run a test with coverage as this module says."""
    with ExitStack() as stapel:
        naam = item.nodeid.removeprefix("tests/")
        if naam.startswith((*ONGETELD, *IN_DE_SITE)):
            stapel.enter_context(_ongeteld(processen=naam.startswith(ONGETELD)))
        elif greep := getattr(getattr(item, "obj", None), "hypothesis", None):
            stapel.callback(setattr, greep, "inner_test", greep.inner_test)
            greep.inner_test = _eerste_voorbeelden(greep.inner_test, stapel)
        yield


@contextmanager
def _ongeteld(*, processen: bool = True) -> Iterator[None]:
    """Coverage stands still here; `processen`: also in those that are started."""
    teller = coverage.Coverage.current()
    if teller is None:
        yield
        return
    voor_processen = os.environ.pop(_PROCESSEN, None) if processen else None
    teller.stop()
    try:
        yield
    finally:
        teller.start()
        if voor_processen is not None:
            os.environ[_PROCESSEN] = voor_processen


def _eerste_voorbeelden(test: Callable[..., Any], stapel: ExitStack) -> Callable[..., Any]:
    """The test itself; from some example on nothing is counted any more until the stack is left."""
    nummers = count(1)

    @wraps(test)
    def voorbeeld(*args: Any, **kwargs: Any) -> Any:
        if next(nummers) == VOORBEELDEN + 1:
            stapel.enter_context(_ongeteld())
        return test(*args, **kwargs)

    return voorbeeld
