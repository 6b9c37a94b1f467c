"""One file in, whatever door it came by; a receipt or the list of its problems out."""
