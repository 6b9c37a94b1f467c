"""The pages of *Diễn tập*."""
