"""A review of the plan, half-way or at its end."""
