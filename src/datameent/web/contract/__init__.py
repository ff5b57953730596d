"""Providers, for who makes agreements with them: what the figures say of each, and what a provider must repair.

Providers stand in order of the alphabet and are never ranked. Not here: the messages themselves and their faults; those
are in the report that `datameent check --retour` writes.
"""
