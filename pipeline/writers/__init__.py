"""Writers: a book in, the files of one published form out."""
