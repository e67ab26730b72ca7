"""Other programs' files in, open formats out: one file a format, and one line in `formats` that names it."""
