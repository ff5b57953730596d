"""Readings of figures: what people say that a figure means, on what evidence, who disagrees, what happened around it.

Here: readings, the talk about them, dissent that stays, events on the time axis, which figures may not be published
without a reading, and the watch on numbers that a text might give away. Not here: the figures (`figures`), decisions
(`besluiten`), and publishing (which asks `verplicht.ontbrekende_duiding`).
"""
