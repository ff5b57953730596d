"""Logging in with the organisation (OpenID Connect): off unless the settings say so, and nobody gets in without a role
that the settings give. Not here: what somebody may do once inside (`permissions/`).

The library is loaded only when this is on.
"""
