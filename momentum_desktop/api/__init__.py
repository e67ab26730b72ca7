"""The local API: the service for other programs, on this computer only."""
