"""Forecasts every night, submitted by Airflow (2.9 or later, with apache-airflow-providers-apache-spark).

The run id and the "as of" come from the data interval, never from the clock: a retry carries on the run of its
date, a cleared task of last week forecasts as of last week, and one that was published already is a no-op
while the input's files are as they were (where they have grown it is refused with 6).

Settings: the Airflow variable "seriescast" (JSON) overrides DEFAULTS. The connection "spark_default" names the
cluster; secrets belong there or in the cluster's own files, not here.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from airflow.models import Variable
from airflow.models.dag import DAG
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator

DEFAULTS = {
    "jar": "/opt/seriescast/seriescast.jar",
    "conf": "/opt/seriescast/conf",
    "config": "/opt/seriescast/conf/nightly.conf",
    "output": "hdfs:///forecasts",
    "deploy_mode": "cluster",
    "trainers": 2,
}


def spark_settings(folder: str) -> dict[str, str]:
    """conf/spark-defaults.conf, which has the reason for every setting."""
    settings = {}
    try:
        with open(f"{folder}/spark-defaults.conf", encoding="utf-8") as lines:
            for line in lines:
                key, _, value = line.strip().partition(" ")
                if key and not key.startswith("#"):
                    settings[key] = value.strip()
    except FileNotFoundError:
        # The scheduler may parse this file on a machine without the product; the worker that submits has it.
        pass
    return settings


setup = {**DEFAULTS, **Variable.get("seriescast", default_var={}, deserialize_json=True)}
on_cluster = setup["deploy_mode"] == "cluster"

with DAG(
    dag_id="seriescast_nightly",
    description="Forecast all series: one published run per date",
    schedule="30 1 * * *",
    start_date=datetime(2026, 1, 1, tzinfo=timezone.utc),
    catchup=False,
    # Two dates at once would compete for the same executors; their outputs would not collide.
    max_active_runs=1,
    default_args={"retries": 3, "retry_delay": timedelta(minutes=5), "retry_exponential_backoff": True},
    tags=["forecast"],
) as dag:
    SparkSubmitOperator(
        task_id="forecast",
        conn_id="spark_default",
        name="seriescast-{{ data_interval_end | ds_nodash }}",
        application=setup["jar"],
        java_class="io.seriescast.jobs.Main",
        conf=spark_settings(setup["conf"]),
        num_executors=setup["trainers"],
        executor_cores=1,
        deploy_mode=setup["deploy_mode"],
        # In cluster mode the driver finds the configuration in its working directory.
        files=setup["config"] if on_cluster else None,
        application_args=[
            "run",
            "--config",
            setup["config"].rsplit("/", 1)[-1] if on_cluster else setup["config"],
            "--output",
            setup["output"],
            "--run-id",
            "nightly-{{ data_interval_end | ds }}",
            "--as-of",
            "{{ data_interval_end.in_timezone('UTC').strftime('%Y-%m-%dT%H:%M:%SZ') }}",
            "--set",
            f"train.workers={setup['trainers']}",
        ],
        execution_timeout=timedelta(hours=6),
    )
