"""Signed links: the unit head's page, its delegates, calendars to subscribe to."""
