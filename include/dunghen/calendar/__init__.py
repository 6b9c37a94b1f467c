"""Working days, public holidays and lunar days of Việt Nam. Pure: dates in, dates out."""
