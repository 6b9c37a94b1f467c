"""Periodic information to partners and the press."""
