"""The kinds of duty: each is a folder, with all that it has of its own."""
