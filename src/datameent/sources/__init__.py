"""Reading what a municipality receives: files, folders, archives, message XML and CSV, into checked Arrow tables.

What lives here: one reader per kind of source, the message specifications as data, the register of official
XSDs, and the checks that decide whether a message is taken whole or refused whole. What does not: agreements
(`agreements`), pseudonyms (`privacy`), originals and tables on disk (`vault`, `lake`).
"""
