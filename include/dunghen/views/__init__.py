"""What the pages show, computed from what is known: no clock, no I/O."""
