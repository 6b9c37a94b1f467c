"""Loaded by every Python process of the handbook's Airflow: the one reader of the clock reads a file instead.

The pages then show the same days whenever the pictures are made.
"""

import os
from datetime import datetime
from pathlib import Path

if "HANDBOOK_CLOCK" in os.environ:
    from dunghen.entrypoints import clock

    told = Path(os.environ["HANDBOOK_CLOCK"])
    clock.now_in_hanoi = lambda: datetime.fromisoformat(told.read_text(encoding="ascii"))
