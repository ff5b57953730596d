"""Keys, pseudonyms per purpose domain, the door where direct identifiers stop, and the processing log. Nothing here
reads sources or writes tables."""
