"""What a plan file says, as frozen models, and how it is loaded and checked."""
