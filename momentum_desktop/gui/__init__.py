"""The window: widgets that show values and emit wishes."""
