"""The DAG as Airflow itself loads and renders it: python3 submit/airflow/test/test_seriescast_dag.py

Needs apache-airflow (2.9 or later) and apache-airflow-providers-apache-spark, and no database.
"""

from __future__ import annotations

import json
import os
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
os.environ.setdefault("AIRFLOW_HOME", tempfile.mkdtemp(prefix="seriescast-airflow-"))
os.environ["AIRFLOW__CORE__LOAD_EXAMPLES"] = "False"
os.environ["AIRFLOW_VAR_SERIESCAST"] = json.dumps({"trainers": 3, "conf": str(ROOT / "conf")})
os.environ["AIRFLOW_CONN_SPARK_DEFAULT"] = "spark://yarn"

import pendulum  # noqa: E402  (after the settings above)
from airflow.models import DagBag  # noqa: E402


class DagTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        bag = DagBag(dag_folder=str(ROOT / "submit/airflow/seriescast_dag.py"), include_examples=False)
        assert not bag.import_errors, bag.import_errors
        cls.dag = bag.dags["seriescast_nightly"]
        cls.task = cls.dag.get_task("forecast")

    def command(self, year: int, month: int, day: int) -> list[str]:
        """What spark-submit would be given for the interval that ends on that day."""
        task = self.task.prepare_for_execution()
        task.render_template_fields({"data_interval_end": pendulum.datetime(year, month, day, 1, 30)})
        hook = task._get_hook()
        return hook._build_spark_submit_command(task.application)

    def test_one_run_at_a_time_and_retries(self):
        self.assertEqual(self.dag.max_active_runs, 1)
        self.assertFalse(self.dag.catchup)
        self.assertEqual(self.task.retries, 3)

    def test_the_interval_names_the_run_not_the_clock(self):
        command = self.command(2026, 1, 31)
        self.assertEqual(command, self.command(2026, 1, 31))
        run = command[command.index("run") :]
        self.assertEqual(run[run.index("--run-id") + 1], "nightly-2026-01-31")
        self.assertEqual(run[run.index("--as-of") + 1], "2026-01-31T01:30:00Z")

    def test_settings_and_files(self):
        command = self.command(2026, 2, 1)
        self.assertEqual(command[command.index("--class") + 1], "io.seriescast.jobs.Main")
        self.assertEqual(command[command.index("--deploy-mode") + 1], "cluster")
        self.assertEqual(command[command.index("--num-executors") + 1], "3")
        self.assertIn("train.workers=3", command)
        # shipped under its path, read under its bare name
        self.assertEqual(command[command.index("--files") + 1], "/opt/seriescast/conf/nightly.conf")
        self.assertEqual(command[command.index("--config") + 1], "nightly.conf")
        conf = [command[i + 1] for i, word in enumerate(command) if word == "--conf"]
        self.assertIn("spark.plugins=io.seriescast.executor.ExecutorPlugin", conf)
        self.assertTrue(any(setting.startswith("spark.executor.extraJavaOptions=-Dorg.bytedeco") for setting in conf))


if __name__ == "__main__":
    unittest.main()
