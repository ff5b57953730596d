"""What people write in the site: one way to keep it, to change it together and to see it as it was.

A question, a goal, a reading of a figure, a decision: each is a `Stuk`. Every change is a new version that stays, is
an audit event, and is refused when somebody else changed the text in the meantime. Not here: what a question or a
decision is; those have folders of their own.
"""
