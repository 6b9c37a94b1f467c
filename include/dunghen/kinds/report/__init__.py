"""Units report every period, or when asked; the reports are compiled."""
