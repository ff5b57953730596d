"""The page that gathers what steering is done with: questions, goals, readings and decisions, and what waits.

Here lives: that page. Not here: the subjects themselves, each in a room of its own.
"""
