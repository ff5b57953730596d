"""From a release that was made to a release that council and residents see: two people look, and both say yes.

Which release is shown, waits or was withdrawn is kept here, in events that nobody can change. Not here: making a
release (`release/`), opening one (`audit/toegang`).
"""
