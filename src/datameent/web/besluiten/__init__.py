"""What was decided, on which picture: and the check, later, whether it worked.

Here: decisions with the figures and readings they rest on, the expectation written beforehand, the view "as it was
then", reminders, the effect and the lessons. Not here: goals and measures (a decision names them), and the readings
themselves (`duiding`).
"""
