"""Readers of other programs' files, one file a format: from what they wrote to the middle form."""
