"""The months of help that the specifications of clienten, uitgaven and kosten_per_client share."""

from __future__ import annotations

# Kim krijgt in januari hulp van twee aanbieders, en in februari van één. Lou krijgt alleen in februari hulp.
# De rekening van Noor in januari is teruggenomen: debet en credit heffen elkaar op, Noor had geen hulp.
# De kim van de Wmo is voor ons een ander mens dan de kim van de Jeugdwet: we kunnen hen niet verbinden.
KOSTEN = """
wet      | maand      | pseudoniem | aanbieder | productcategorie | bedrag_cent | telt | wijk_code | leeftijdsgroep
jeugdwet | 2025-01-01 | kim        | a1        | 45               | 10000       | ja   | WK999901  | 04-11
jeugdwet | 2025-01-01 | kim        | a2        | 54               | 5000        | ja   | WK999901  | 04-11
jeugdwet | 2025-02-01 | kim        | a1        | 45               | 10000       | ja   | WK999902  | 04-11
jeugdwet | 2025-02-01 | lou        | a1        | 45               | 2501        | ja   | WK999902  | 12-17
jeugdwet | 2025-01-01 | noor       | a2        | 54               | 8000        | nee  | WK999901  | 12-17
jeugdwet | 2025-01-01 | noor       | a2        | 54               | -8000       | nee  | WK999901  | 12-17
wmo      | 2025-02-01 | kim        | a3        | 02               | 4000        | ja   | WK999902  | 18-64
"""
