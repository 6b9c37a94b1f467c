"""How Vietnamese is written in what people read: dates, numbers, slugs, the nearest valid word."""
