"""Đúng Hẹn: the recurring duties of official plans, run on Apache Airflow."""
