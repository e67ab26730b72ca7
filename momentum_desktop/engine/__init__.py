"""The pure heart: events and rules in, points, streaks, levels and achievements out."""
