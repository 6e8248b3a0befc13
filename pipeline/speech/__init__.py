"""Speak a book: segments of its text -> audio clips, offline. Imported only where asked for."""
