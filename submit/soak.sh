#!/usr/bin/env bash
# Kills parts of a real cluster (submit/local-cluster.sh) in the middle of training, at random, again and again, and checks that
# the predictions published in the end are, bit for bit, those of an undisturbed run.
#   submit/soak.sh [N]                    N random faults (default 10)
#   submit/soak.sh 1 executor             one fault of a kind: executor, worker, driver, term, hang, relentless
# executor, worker, driver: SIGKILL · term: SIGTERM to the driver, expects 143 · hang: SIGSTOP of an executor · relentless: every
# executor is killed as soon as it trains, expects a clear failure. A dead driver is started again with the same command.
# SOAK_SEED: of the choice of faults and moments (default: the time). SOAK_DIR: where everything is kept (default: a new folder).
# SERIESCAST_SECRET_FILE: all of it with authentication and encryption.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
count=${1:-10}
only=${2:-}
dir=${SOAK_DIR:-$(mktemp -d -t seriescast-soak-XXXXXX)}
seed=${SOAK_SEED:-$(date +%s)}
RANDOM=$((seed % 32768))
epochs=20
# Short where a hung executor is to be missed soon; else an overloaded machine that takes its time with the jar is no fault.
timeout=120s
[ "$only" != hang ] || timeout=45s

"$root/submit/local-cluster.sh" start "$dir"
trap '"$root/submit/local-cluster.sh" stop "$dir"' EXIT
[ ! -d "$dir/spark-home" ] || export SPARK_HOME=$dir/spark-home
export SPARK_LOCAL_IP=127.0.0.1
master=$(cat "$dir/master.url")
secure=()
[ -z "${SERIESCAST_SECRET_FILE:-}" ] || secure=(--secure)

# run ID: in the foreground
run() {
  "$root/submit/submit.sh" --profile standalone --master "$master" ${secure[@]+"${secure[@]}"} \
    --conf spark.sql.shuffle.partitions=2 --conf spark.ui.enabled=false \
    --conf spark.driver.memory=1g --conf spark.executor.memory=900m \
    --conf spark.network.timeout="$timeout" --conf spark.network.timeoutInterval=10s --conf spark.executor.heartbeatInterval=3s \
    run --run-id "$1" --output "$dir/output" --set train.epochs=$epochs --set train.checkpoint-epochs=2 >>"$dir/$1.log" 2>&1
}

# The data pages of all files. Not the names, which hold random numbers, nor Parquet's footer, which lists the encodings of a
# column in an order that differs from one JVM to the next.
predictions() {
  local file size footer
  find "$dir/output/runs/$1/predictions" -name '*.parquet' | sort | while read -r file; do
    size=$(stat -c %s "$file")
    footer=$(tail -c 8 "$file" | od -A n -t u4 -N 4 | tr -d ' ')
    head -c $((size - 8 - footer)) "$file"
  done | sha256sum | cut -d ' ' -f 1
}

executors() {
  for file in "$dir"/worker-*.pid; do
    pgrep -P "$(cat "$file")" -f CoarseGrainedExecutorBackend || true
  done
}

# inject FAULT ID DRIVER
inject() {
  local victims
  case "$1" in
    executor | hang)
      mapfile -t victims < <(executors)
      [ ${#victims[@]} -gt 0 ] || return 0
      kill "-$([ "$1" = hang ] && echo STOP || echo KILL)" "${victims[RANDOM % ${#victims[@]}]}"
      ;;
    worker)
      mapfile -t victims < <(ls "$dir"/worker-*.pid)
      local file=${victims[RANDOM % ${#victims[@]}]}
      kill -KILL "$(cat "$file")" && rm -f "$file"
      "$root/submit/local-cluster.sh" worker "$dir"
      ;;
    driver) kill -KILL "$3" ;;
    term) kill -TERM "$3" ;;
    relentless)
      while kill -0 "$3" 2>/dev/null; do
        executors | xargs -r kill -KILL 2>/dev/null || true
        sleep 3
      done
      ;;
  esac
}

# soak NUMBER FAULT: one run with one fault
soak() {
  local id=soak-$1 fault=$2 moment status=0 driver began=$SECONDS
  moment=$((2 + 2 * (RANDOM % 8)))
  run "$id" &
  local shell=$!
  # The epochs that the driver tells of are 1 and the even ones.
  until grep -q "epoch $moment of $epochs" "$dir/$id.log" 2>/dev/null || ! kill -0 "$shell" 2>/dev/null; do sleep 0.2; done
  driver=$(pgrep -f -- "SparkSubmit.*--run-id $id " | head -n 1 || true)
  if [ -z "$driver" ]; then
    echo "run $1: ended before the fault came; see $dir/$id.log"
    return 1
  fi
  inject "$fault" "$id" "$driver"
  wait "$shell" || status=$?
  case "$fault:$status" in
    relentless:4)
      grep -q 'executors were' "$dir/$id.log" || return 1
      echo "run $1: $fault from epoch $moment: failed clearly, $((SECONDS - began)) s"
      return
      ;;
    relentless:*) echo "run $1: $fault: expected exit 4, got $status" && return 1 ;;
    driver:137 | term:143 | executor:0 | worker:0 | hang:0) ;;
    *) echo "run $1: $fault: exit $status; see $dir/$id.log" && return 1 ;;
  esac
  if [ "$status" != 0 ]; then
    run "$id" || { echo "run $1: $fault: could not be carried on; see $dir/$id.log" && return 1; }
  fi
  if [ "$(predictions "$id")" != "$expected" ]; then
    echo "run $1: $fault at epoch $moment: OTHER PREDICTIONS; see $dir/output/runs/$id"
    return 1
  fi
  echo "run $1: $fault at epoch $moment: exit $status, same predictions, $((SECONDS - began)) s"
}

echo "seed $seed, everything in $dir"
began=$SECONDS
run undisturbed || { tail -n 30 "$dir/undisturbed.log" >&2; exit 1; }
expected=$(predictions undisturbed)
echo "undisturbed: $((SECONDS - began)) s, predictions $expected"
failed=0
kinds=(executor worker driver)
for ((i = 1; i <= count; i++)); do
  soak "$i" "${only:-${kinds[RANDOM % ${#kinds[@]}]}}" || failed=$((failed + 1))
done
echo "$count faults, $failed failures"
[ "$failed" = 0 ]
