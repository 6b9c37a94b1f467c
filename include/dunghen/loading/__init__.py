"""From the files of ``config/`` to models: lines, overlay, validation, checks; never raises, finds everything at once."""
