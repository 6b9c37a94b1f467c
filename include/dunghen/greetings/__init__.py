"""Greetings to partners: which days, how old a relation is, what was sent last year, and the letter."""
