"""Forms in which the office decides without writing YAML: what may be entered, how it reads, and what it changes (pure)."""
