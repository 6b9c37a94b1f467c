"""An event, and the publicity around it."""
