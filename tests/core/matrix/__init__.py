"""Who may open what, as data: one file per room, collected by itself.

A room says for each route and method who is let in; what the others are told follows from the
address (see ``Rows.expected``) and can be said otherwise. A route without a row fails the tests.
"""
