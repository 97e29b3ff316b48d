#!/usr/bin/env bash
# A real standalone cluster on this machine, for trying things out: a master and two workers of one core each, every one a
# process of its own on 127.0.0.1.
#   submit/local-cluster.sh start DIR      begins it; DIR keeps logs, process ids and the address (DIR/master.url)
#   submit/local-cluster.sh worker DIR     begins one more worker
#   submit/local-cluster.sh stop DIR       ends what start and worker began, and nothing else
# SPARK_HOME: a distribution of Spark; without one, DIR/spark-home is made from Maven's jars (jobs/target/spark).
# SERIESCAST_SECRET_FILE: with it, all processes authenticate to each other and encrypt what they say.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
action=${1:?start, worker or stop}
dir=${2:?the folder of the cluster}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
export SPARK_LOCAL_IP=127.0.0.1 SPARK_LOCAL_DIRS=$dir/local

make_home() {
  [ -d "$root/jobs/target/spark" ] || { echo "no jobs/target/spark: mvn -DskipTests package first, or set SPARK_HOME" >&2; exit 2; }
  mkdir -p "$dir/spark-home/bin" "$dir/spark-home/conf" "$dir/spark-home/jars"
  ln -sf "$root"/jobs/target/spark/*.jar "$root"/jobs/target/spark-shared/*.jar "$dir/spark-home/jars/"
  # What spark-submit does, without the rest of the distribution.
  cat >"$dir/spark-home/bin/spark-submit" <<'SUBMIT'
#!/usr/bin/env bash
set -euo pipefail
SPARK_HOME=$(cd "$(dirname "$0")/.." && pwd)
export SPARK_HOME SPARK_SCALA_VERSION=2.12
mapfile -d '' -t command < <("${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx128m -cp "$SPARK_HOME/jars/*" \
  org.apache.spark.launcher.Main org.apache.spark.deploy.SparkSubmit "$@")
command=("${command[@]:1}") # the first is a mark of the launcher's, and the second begins with a line break
exec "${command[0]#$'\n'}" "${command[@]:1}"
SUBMIT
  chmod +x "$dir/spark-home/bin/spark-submit"
}

home() {
  if [ -d "$dir/spark-home" ]; then echo "$dir/spark-home"; else echo "$SPARK_HOME"; fi
}

# daemon NAME CLASS ARGUMENTS…: a process of its own, its id recorded
daemon() {
  local name=$1 options=()
  shift
  if [ -n "${SERIESCAST_SECRET_FILE:-}" ]; then
    options=("@$dir/secure.options")
    local cipher=AES/GCM/NoPadding
    [ -z "$(find -L "$(home)/jars" -name 'spark-core_*-3.5.[0-8].jar')" ] || cipher=AES/CTR/NoPadding # as submit.sh demands
    echo "$cipher" >"$dir/cipher"
    (umask 077 && cat >"$dir/secure.options" <<OPTIONS
-Dspark.authenticate=true
-Dspark.authenticate.secret=$(cat "$SERIESCAST_SECRET_FILE")
-Dspark.network.crypto.enabled=true
-Dspark.network.crypto.authEngineVersion=2
-Dspark.network.crypto.cipher=$cipher
-Dspark.network.crypto.saslFallback=false
OPTIONS
    )
  fi
  : >"$dir/$name.log" # none of an earlier process is awaited
  local opens=()
  for package in java.lang java.lang.invoke java.io java.net java.nio java.util java.util.concurrent sun.nio.ch; do
    opens+=("--add-opens=java.base/$package=ALL-UNNAMED")
  done
  SPARK_HOME=$(home) SPARK_SCALA_VERSION=2.12 nohup "$java" -Xmx256m "${opens[@]}" ${options[@]+"${options[@]}"} \
    -Dspark.worker.cleanup.enabled=true -cp "$(home)/jars/*" "$@" >"$dir/$name.log" 2>&1 </dev/null &
  echo $! >"$dir/$name.pid"
}

# await FILE PATTERN: up to two minutes
await() {
  for _ in $(seq 240); do
    if grep -q "$2" "$1" 2>/dev/null; then return; fi
    kill -0 "$(cat "${1%.log}.pid")" 2>/dev/null || break
    sleep 0.5
  done
  echo "no '$2' in $1:" >&2
  tail -n 20 "$1" >&2
  exit 1
}

worker() {
  local number
  number=$(find "$dir" -maxdepth 1 -name 'worker-*.log' | wc -l)
  daemon "worker-$number" org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --port 0 --webui-port 0 --cores 1 --memory 1g \
    --work-dir "$dir/work-$number" "$(cat "$dir/master.url")"
  await "$dir/worker-$number.log" 'Successfully registered with master'
}

case "$action" in
  start)
    mkdir -p "$dir"
    [ -n "${SPARK_HOME:-}" ] || make_home
    daemon master org.apache.spark.deploy.master.Master --host 127.0.0.1 --port 0 --webui-port 0
    await "$dir/master.log" 'New state: ALIVE'
    sed -n 's/.*Starting Spark master at \(spark:.*\)$/\1/p' "$dir/master.log" >"$dir/master.url"
    worker
    worker
    ;;
  worker) worker ;;
  stop)
    for file in "$dir"/*.pid; do
      if [ -f "$file" ]; then
        # Executors are children of workers, and end with them.
        kill -CONT "$(cat "$file")" 2>/dev/null || true
        kill "$(cat "$file")" 2>/dev/null || true
        rm -f "$file"
      fi
    done
    ;;
  *) echo "start, worker or stop, not $action" >&2 && exit 2 ;;
esac
