"""Rehearsals that operators start: each in a process of its own, its mails kept in a folder until twenty newer ones came."""
