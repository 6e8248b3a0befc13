"""Japanese text: words, readings, katakana."""
