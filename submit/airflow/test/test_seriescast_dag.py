"""The DAG as Airflow itself loads, renders and runs it: python3 submit/airflow/test/test_seriescast_dag.py

Needs apache-airflow (2.9 or later) and apache-airflow-providers-apache-spark. With SPARK_HOME, a distribution of Spark, and
jobs/target/seriescast.jar, a night is run for real as well, with Airflow's database in a temporary folder.
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

import pendulum  # noqa: E402  (after the settings above)
from airflow.models import DagBag  # noqa: E402


def load(master: str, **setup: object):
    """The DAG of one's own settings on a cluster."""
    os.environ["AIRFLOW_VAR_SERIESCAST"] = json.dumps({"conf": str(ROOT / "conf"), **setup})
    os.environ["AIRFLOW_CONN_SPARK_DEFAULT"] = json.dumps({"conn_type": "spark", "host": master})
    bag = DagBag(dag_folder=str(ROOT / "submit/airflow/seriescast_dag.py"), include_examples=False)
    assert not bag.import_errors, bag.import_errors
    return bag.dags["seriescast_nightly"]


class DagTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.dag = load("yarn", trainers=3)
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


@unittest.skipUnless("SPARK_HOME" in os.environ, "SPARK_HOME names no distribution of Spark")
class NightTest(unittest.TestCase):
    def test_a_night_is_published_once_however_often_it_is_run(self):
        from airflow.utils.db import initdb

        initdb()
        os.environ["PATH"] = f"{os.environ['SPARK_HOME']}/bin:{os.environ['PATH']}"
        folder = Path(tempfile.mkdtemp(prefix="seriescast-night-"))
        config = folder / "nightly.conf"
        config.write_text("train.epochs = 2, evaluate.gate.enabled = false\n", encoding="utf-8")
        jar = ROOT / "jobs/target/seriescast.jar"
        dag = load(
            "local[2]", deploy_mode="client", jar=str(jar), config=str(config), output=str(folder / "output")
        )
        for _ in range(2):
            night = dag.test(execution_date=pendulum.datetime(2026, 1, 31, 2))
            self.assertEqual(night.state, "success")
        commits = [json.loads(file.read_text()) for file in (folder / "output/commits").glob("*.json")]
        self.assertEqual([commit["runId"] for commit in commits], ["nightly-2026-01-31"])


if __name__ == "__main__":
    unittest.main()
