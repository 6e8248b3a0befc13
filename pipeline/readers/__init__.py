"""Readers: a manuscript in, a book and findings out."""
