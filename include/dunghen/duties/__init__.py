"""The kinds of duty, one module each. Adding a kind is adding a file and naming it in ``kinds.py``."""
