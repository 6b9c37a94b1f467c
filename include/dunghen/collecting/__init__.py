"""Collecting from units: asking, telling superiors, compiling, handing in. Kinds that collect import it."""
