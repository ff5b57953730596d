"""House rules that no off-the-shelf tool checks, and the pages of the documentation that are made from the code.

What lives here: one module per kind of rule, each giving a list of `Overtreding`. What does not: anything the
product itself needs; nothing in `src/` imports this package.
"""
