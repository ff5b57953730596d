"""`python -m checks`: every house rule; prints what is broken and fails when anything is."""

from __future__ import annotations

import sys

from checks import codes, glossary, places, plan, settings, shape, tables, vertaling, walls


def main() -> int:
    """0 when the house is in order, 1 when not."""
    found = [
        violation
        for rule in (shape, places, walls, codes, settings, plan, tables, vertaling, glossary)
        for violation in sorted(rule.violations(), key=str)
    ]
    for violation in found:
        print(violation)
    print(f"house rules: {len(found)} broken" if found else "house rules: all kept")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
