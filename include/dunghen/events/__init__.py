"""The event calendar of a plan: what is held when, where and with whom, and what is done around it. Pure."""
