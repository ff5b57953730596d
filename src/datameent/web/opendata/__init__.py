"""Open data: the tables of the newest public release as files that stand on their own, and a catalogue of them.

Here live the CSV and JSON of a table, the catalogue in DCAT-AP-NL 3.0, the page that offers them and the export to a
folder. Not here: any other release. What is not public has no address in this folder.
"""
