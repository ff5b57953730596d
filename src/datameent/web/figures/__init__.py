"""Figures: what a reader chose, the cells that answer it, the sentence, the chart, the table and the download.

Everything here works on cells of a release that `audit.toegang` handed out; nothing here opens one.
"""
