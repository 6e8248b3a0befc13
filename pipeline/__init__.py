"""Mimiyubi: one Japanese manuscript becomes EPUB 3, DAISY and braille."""
