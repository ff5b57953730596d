"""Questions to the data team: what somebody wants to know, for which decision, and what became of it.

Here live the form, the steps of a question, the figures that answer it, the list, and which figures nobody uses. Not
here: questions of residents without an account, and what a figure is.
"""
