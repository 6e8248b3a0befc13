"""Mimiyubi: one Japanese manuscript becomes EPUB 3, DAISY and braille."""

__version__ = "0.1.0"
