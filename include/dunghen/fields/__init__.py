"""Inputs of a form: how a value is shown, and how what a browser sends becomes a value again (pure)."""
