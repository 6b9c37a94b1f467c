"""The use cases: what a day's run does. They get everything handed in, and know neither Airflow nor a database."""
