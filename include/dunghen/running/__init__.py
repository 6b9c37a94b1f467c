"""A day of a plan: what is due, done, approved, sent; and the same on a simulated clock."""
