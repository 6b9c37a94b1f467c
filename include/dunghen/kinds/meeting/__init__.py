"""A meeting on a day that the office enters."""
