"""Japanese braille: text to kana, kana to cells, cells to pages and files."""
