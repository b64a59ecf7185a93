"""The desk: where editors hold, approve, correct and overrule, and administrators look after feeds and people.

It is Django's admin, with the newsroom's own functions behind every button: the desk writes to no table by itself.
"""
