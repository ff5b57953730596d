"""Who looked at what, and when: append-only events in a keyed hash chain, and the one door to internal releases."""
