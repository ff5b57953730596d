"""The catalogue: every figure of a release on one page, found by the words that a reader has for it.

Not here: figures themselves (`figures`), and whether anybody uses them (`vragen.gebruik`).
"""
