"""Official rules that need more than one message: set operations on the bron tables, one function a rule.

The register of all codes, and the rules that one message can break, are in `sources.istandaarden.regels`. Nothing here
changes data: a broken rule is a finding beside the figures, never a hole in them.
"""
