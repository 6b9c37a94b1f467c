"""Mail: the templates, the day's one mail for a recipient, its RFC 5322 form and the invitation that goes with it."""
