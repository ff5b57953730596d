"""What residents say does not fit: a report without an account, and the answer to it.

A report holds no name and no number of a person; who sent it is not known here, and looks the answer up with a number
that only they have. Not here: questions of colleagues (`vragen`).
"""
