"""Disclosure control: pure functions on tables that decide which cells may be shown.

Here live the policy (thresholds, dominance), the primary rules, the complementary suppression over all linked tables
of an indicator, and the exact proof by elimination that no hidden cell follows from the shown ones. No files, no
lake, no clock: tables go in, judgements come out. Not here: which tables are published (`release`), what a figure
means (`indicators`).
"""
