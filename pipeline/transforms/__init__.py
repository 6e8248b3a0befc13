"""Transforms: a book in, a book out."""
