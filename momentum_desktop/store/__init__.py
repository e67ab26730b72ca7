"""The database: tables, opening, the journal that writes and the readers that ask."""
