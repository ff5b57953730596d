"""Views made for one reader: the council, an alderman, the privacy officer.

They show what is elsewhere on the site in an order of their own, and keep nothing. Not here: the pages that everybody
has (`public`), and the view of providers, which keeps repair tickets (`contract`).
"""
