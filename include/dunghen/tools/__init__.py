"""For those who develop: the demo, the quotes against the full texts, the generated reference."""
