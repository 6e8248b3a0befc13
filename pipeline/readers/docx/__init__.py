"""Turn a Word document (.docx, ISO/IEC 29500) into a Markdown unit and its pictures."""

from pipeline.readers.docx.document import Imported, read_docx

__all__ = ["Imported", "read_docx"]
