"""Releases: one immutable SQLite file per audience and date.

`build` makes it, `controle` checks it before it is published, `read` opens it for the site, `tabellen` writes it as
CSV. Here also live the shape of the file and the plan of which tables an audience gets. Not here: which cell must be
hidden (that is `disclosure`, pure), how a figure is computed (`indicators`) and how it looks (`web`). `read` imports
nothing but the standard library, `domain` and the shape of the file, so that whoever opens a release can reach
nothing behind it.
"""
