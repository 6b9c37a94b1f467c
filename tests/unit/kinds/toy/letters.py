"""It writes no letter."""

from dunghen.letters.performers import Performers

PERFORMERS = Performers({})
