"""The site: Dutch pages that show releases to people, with accounts, permissions and an audit trail.

Here live the Django project (one folder per subject: accounts, permissions, figures, public, audit, components) and
the server. Not here: anything about persons, messages or the lake. This room opens releases (`release.read`) and
its own database with accounts and audit events, and can reach nothing else.
"""
