"""A document that is due by a day: what the kinds «deliverable» and «review» share."""
