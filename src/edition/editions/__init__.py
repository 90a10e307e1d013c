"""Editions: each a pure function from a normalised tree to files in memory."""
