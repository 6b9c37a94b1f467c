"""Who is who: units, groups of units, partners, and who answers for whom on a day."""
