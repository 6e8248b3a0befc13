"""Turn a Word document (.docx, ISO/IEC 29500) into a Markdown unit and its pictures."""
