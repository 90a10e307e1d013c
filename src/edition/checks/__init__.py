"""Checks: a document in, findings out. A rule is one function and its manual page."""
