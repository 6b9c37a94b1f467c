"""What is to be done on which day: pure functions from plans to actions. No clock, no I/O, no Airflow."""
