"""The kluis: original bytes, encrypted and append-only, and the ledger that says what was loaded and which table
versions count. Nothing here knows what is inside a message."""
