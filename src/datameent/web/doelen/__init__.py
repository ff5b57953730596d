"""The goal tree: from the effect on society down to the budget, and the measures that should bring it about.

Here live the tree, its rules, what was expected of a measure before it began, and which evaluations are due. Not
here: decisions, and how a figure is made.
"""
