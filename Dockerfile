# The image of every Airflow component of an office. Built by `docker compose build`.
FROM apache/airflow:3.3.2-python3.11

# Configuration is mounted, files are a volume; both need a home that the user of the image may write to.
USER root
RUN install -d -o airflow -g 0 -m 0775 /opt/dunghen /opt/dunghen/config /opt/dunghen/var
USER airflow

# The locked packages first: they change least. Hashes, so that a mirror cannot change a byte.
COPY requirements.txt /opt/dunghen/
RUN pip install --no-cache-dir --require-hashes -r /opt/dunghen/requirements.txt

# The package is installed, not put on PYTHONPATH: then the DAG processor, the workers and the API server import the
# same module, which Airflow demands of a timetable. hatchling, which builds it, is among the locked packages.
COPY --chown=airflow:0 pyproject.toml README.md /opt/dunghen/
COPY --chown=airflow:0 include /opt/dunghen/include
COPY --chown=airflow:0 docs/so-tay /opt/dunghen/docs/so-tay
RUN pip install --no-cache-dir --no-deps --no-build-isolation --no-index /opt/dunghen

COPY --chown=airflow:0 dags /opt/airflow/dags
COPY --chown=airflow:0 plugins /opt/airflow/plugins
COPY --chown=airflow:0 config /opt/dunghen/config

ENV DUNGHEN_CONFIG=/opt/dunghen/config \
    DUNGHEN_FILES=/opt/dunghen/var
