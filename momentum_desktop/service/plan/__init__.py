"""What a person plans and does: each becomes an act that can be taken back, and a completion also an event."""
