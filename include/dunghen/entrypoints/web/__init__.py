"""The pages, served by Airflow's API server: for operators behind Airflow's login, for unit heads by a signed link."""
