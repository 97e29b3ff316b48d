#!/usr/bin/env bash
# Runs a seriescast command on a cluster, through the spark-submit of $SPARK_HOME.
#   submit/submit.sh --profile standalone --master spark://host:7077 run --config conf/sine.conf --output hdfs:///forecasts
#   submit/submit.sh --profile yarn run --config my.conf --run-id 2026-01-31
#   SERIESCAST_IMAGE=IMAGE submit/submit.sh --profile kubernetes --master k8s://https://HOST:6443 --dry-run run
#
# Before the COMMAND (each also by an environment variable, for schedulers):
#   --profile NAME     conf/spark-NAME.conf over conf/spark-defaults.conf     SERIESCAST_PROFILE   (standalone)
#   --master URL       spark.master                                           SERIESCAST_MASTER
#   --conf KEY=VALUE   one setting of Spark; wins over the profile. Repeatable.
#   --secure           conf/spark-security.conf as well                       SERIESCAST_SECURE=1
#   --metrics          conf/spark-metrics.properties as well                  SERIESCAST_METRICS=1
#   --json-logs        conf/log4j2-json.properties for the driver; in         SERIESCAST_JSON_LOGS=1
#                      cluster mode for the executors as well
#   --jar FILE         the one jar, any URL that Spark reads                  SERIESCAST_JAR       (jobs/target/seriescast.jar)
#   --dry-run          print the exact command and stop
# The secret of --secure: a file that SERIESCAST_SECRET_FILE names; see submit/README.md. Never on the command line.
# Settings of your cluster in $SPARK_HOME/conf/spark-defaults.conf hold for all keys that no profile sets.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

fail() {
  echo "seriescast: $*" >&2
  exit 2
}

profile=${SERIESCAST_PROFILE:-standalone}
master=${SERIESCAST_MASTER:-}
jar=${SERIESCAST_JAR:-$root/jobs/target/seriescast.jar}
secure=${SERIESCAST_SECURE:-0}
metrics=${SERIESCAST_METRICS:-0}
json_logs=${SERIESCAST_JSON_LOGS:-0}
dry_run=0
overrides=()

while [ $# -gt 0 ]; do
  case "$1" in
    --profile | --master | --conf | --jar)
      [ $# -ge 2 ] || fail "$1 needs a value"
      case "$1" in
        --profile) profile=$2 ;;
        --master) master=$2 ;;
        --jar) jar=$2 ;;
        --conf)
          case "$2" in
            *=*) overrides+=("$2") ;;
            *) fail "--conf needs KEY=VALUE, got '$2'" ;;
          esac
          ;;
      esac
      shift 2
      ;;
    --secure) secure=1 && shift ;;
    --metrics) metrics=1 && shift ;;
    --json-logs) json_logs=1 && shift ;;
    --dry-run) dry_run=1 && shift ;;
    -*) fail "unknown option $1 before the COMMAND; options of the command come after it" ;;
    *) break ;;
  esac
done
[ $# -gt 0 ] || fail "a COMMAND is missing, as in: submit/submit.sh run --config conf/sine.conf"

# --- Settings: defaults, profile, extras, --conf; the last one of a key wins.
# Two arrays: the bash of macOS (3.2) has no associative ones.
keys=()
values=()
at() { # where a key stands in them
  for ((i = 0; i < ${#keys[@]}; i++)); do
    [ "${keys[i]}" != "$1" ] || return 0
  done
  return 1
}
get() { if at "$1"; then echo "${values[i]}"; fi; }
set_key() {
  at "$1" || keys+=("$1")
  values[i]=$2
}
setting='^([^[:space:]=]+)[[:space:]]*=?[[:space:]]*(.*)$' # as Spark reads it: "key value" or "key=value"
read_file() {
  [ -f "$1" ] || fail "there is no $1"
  local line
  while read -r line || [ -n "$line" ]; do
    case "$line" in '' | '#'*) continue ;; esac
    [[ $line =~ $setting ]] || fail "$1: expected 'key value', found '$line'"
    set_key "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}"
  done <"$1"
}
append() { # to a setting that is a list of words
  local before
  before=$(get "$1")
  set_key "$1" "${before:+$before }$2"
}

profile_file=$root/conf/spark-$profile.conf
case "$profile" in
  standalone | yarn | kubernetes) ;;
  */*) profile_file=$profile ;; # your own
  *) [ -f "$profile_file" ] || fail "no profile '$profile': standalone, yarn, kubernetes, or the path of your own file" ;;
esac
read_file "$root/conf/spark-defaults.conf"
read_file "$profile_file"
[ "$secure" != 1 ] || read_file "$root/conf/spark-security.conf"
for override in ${overrides[@]+"${overrides[@]}"}; do
  set_key "${override%%=*}" "${override#*=}"
done
[ -z "$master" ] || set_key spark.master "$master"
master=$(get spark.master)
[ -n "$master" ] || fail "no master: --master or SERIESCAST_MASTER, as in spark://host:7077 or k8s://https://host:6443"
mode=$(get spark.submit.deployMode)
mode=${mode:-client}

image=${SERIESCAST_IMAGE:-}
case "$master" in
  k8s://*)
    [ -z "$image" ] || set_key spark.kubernetes.container.image "$image"
    [ -n "$(get spark.kubernetes.container.image)" ] || fail "no image: SERIESCAST_IMAGE, or --conf spark.kubernetes.container.image=…"
    [ -n "${SERIESCAST_JAR:-}" ] || [ "$jar" != "$root/jobs/target/seriescast.jar" ] || jar=local:///opt/seriescast/seriescast.jar
    ;;
esac

# --- The secret: by file, and readable by its owner only.
[ -z "$(get spark.authenticate.secret)" ] || fail "spark.authenticate.secret would be on the command line, where all users of this machine see it: use SERIESCAST_SECRET_FILE"
if [ "$secure" = 1 ]; then
  case "$master" in
    yarn) ;; # one per application, made by Spark
    k8s://*)
      mounted=${SERIESCAST_SECRET_MOUNT:-/etc/seriescast/secret}
      set_key spark.kubernetes.driver.secrets.seriescast-rpc "$mounted"
      set_key spark.kubernetes.executor.secrets.seriescast-rpc "$mounted"
      set_key spark.authenticate.secret.file "$mounted/secret"
      ;;
    *)
      secret=${SERIESCAST_SECRET_FILE:-}
      [ -n "$secret" ] || fail "--secure on a standalone cluster needs SERIESCAST_SECRET_FILE, the file with the secret of its master and workers"
      [ -r "$secret" ] || fail "SERIESCAST_SECRET_FILE=$secret cannot be read"
      [[ $(ls -dlL "$secret") == -???------* ]] || fail "SERIESCAST_SECRET_FILE=$secret is open to others: chmod 600 $secret"
      export SERIESCAST_SECRET_FILE
      ;;
  esac
fi

# --- Files that the driver and the executors need beside the jar.
files=()
if [ "$metrics" = 1 ]; then
  set_key spark.ui.prometheus.enabled true
  if [ "$mode" = cluster ]; then
    files+=("$root/conf/spark-metrics.properties")
    set_key spark.metrics.conf spark-metrics.properties
  else
    # Executors of a standalone cluster read no file of the driver's machine: the same, as settings.
    while IFS='=' read -r key value; do
      case "$key" in '' | '#'*) ;; *) set_key "spark.metrics.conf.$key" "$value" ;; esac
    done <"$root/conf/spark-metrics.properties"
  fi
fi
# Logs: in client mode the driver's console is a person's, unless JSON is asked for.
layout=log4j2-local.properties
[ "$json_logs" != 1 ] || layout=log4j2-json.properties
if [ "$mode" = client ]; then
  append spark.driver.extraJavaOptions "\"-Dlog4j2.configurationFile=$root/conf/$layout\"" # a path may have spaces
elif [ "$json_logs" = 1 ]; then
  files+=("$root/conf/$layout")
  append spark.driver.extraJavaOptions "-Dlog4j2.configurationFile=$layout"
  append spark.executor.extraJavaOptions "-Dlog4j2.configurationFile=$layout"
fi

# --- The command. In cluster mode the driver finds --config under its bare name in its working directory, and gets a run id,
# so that a second attempt goes on with the same run.
arguments=()
run_id=0
while [ $# -gt 0 ]; do
  case "$1" in
    --config | --config=*)
      if [ "$1" = --config ]; then
        [ $# -ge 2 ] || fail "--config needs a FILE"
        config=$2 && shift
      else
        config=${1#--config=}
      fi
      if [ "$mode" = cluster ] && [ -f "$config" ]; then
        files+=("$config")
        config=$(basename "$config")
      fi
      arguments+=(--config "$config")
      ;;
    *)
      case "$1" in --run-id | --run-id=* | --resume) run_id=1 ;; esac
      arguments+=("$1")
      ;;
  esac
  shift
done
if [ "$mode" = cluster ] && [ "$run_id" = 0 ]; then
  case "${arguments[0]}" in
    run | compare | backtest) arguments+=(--run-id "run-$(date -u +%Y%m%dT%H%M%SZ)-$$") ;;
  esac
fi

home=${SPARK_HOME:-}
[ "$dry_run" = 1 ] || [ -x "$home/bin/spark-submit" ] || fail "SPARK_HOME=$home has no bin/spark-submit: set it to a distribution of Spark 3.5 for Scala 2.12"
command=("${home:-\$SPARK_HOME}/bin/spark-submit" --class io.seriescast.jobs.Main --name "seriescast ${arguments[0]}" --master "$master" --deploy-mode "$mode")
for ((i = 0; i < ${#keys[@]}; i++)); do
  case "${keys[i]}" in spark.master | spark.submit.deployMode) ;; *) command+=(--conf "${keys[i]}=${values[i]}") ;; esac
done
if [ ${#files[@]} -gt 0 ]; then
  command+=(--files "$(IFS=, && echo "${files[*]}")")
fi
command+=("$jar" "${arguments[@]}")

# The driver of client mode is this process: what executors get by settings, it gets here.
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
if [ "$dry_run" = 1 ]; then
  printf '%q ' "${command[@]}"
  echo
  exit 0
fi
case "$jar" in *://*) ;; *) [ -f "$jar" ] || fail "there is no $jar: build it with mvn -DskipTests package, or name it with --jar" ;; esac
exec "${command[@]}"
