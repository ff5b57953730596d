"""The official rules of iWmo and iJw: the register of all codes per release, and the rules that one message breaks.

A rule that needs more than one message lives in `datameent.regels`; its entry is here all the same.
"""
