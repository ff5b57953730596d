"""Lends the disclosure rules to `cijfer`: indicators may not import them itself."""

from __future__ import annotations
