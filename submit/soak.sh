#!/usr/bin/env bash
# Kills parts of a real cluster (submit/local-cluster.sh) at random, again and again, and checks that every run ends published with,
# bit for bit, the predictions of an undisturbed run, and that no reader ever sees half of one.
#   submit/soak.sh [N]         N SIGKILLs (default 50) of driver, executor or worker, some in each run, in every step of it
#   submit/soak.sh N KIND      N faults of one kind, in mid-training: driver, executor, worker, hang, term, relentless
# driver, executor, worker: SIGKILL · hang: SIGSTOP of an executor · term: SIGTERM to the driver, expects 143 · relentless: every
# executor is killed as soon as there is one, expects a clear failure. A dead driver is started again with the same command.
# A moment is drawn in two steps: a step of the run, then a time within it as it took undisturbed.
# SOAK_SEED: of faults and moments (default: the time). SOAK_DIR: where everything is kept (default: a new folder); that of an
# earlier soak goes on with its undisturbed run and what it published.
# SOAK_PER_RUN: faults in one run (default 8). SERIESCAST_SECRET_FILE: all of it with authentication and encryption.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
count=${1:-50}
only=${2:-}
dir=${SOAK_DIR:-$(mktemp -d -t seriescast-soak-XXXXXX)}
seed=${SOAK_SEED:-$(date +%s)}
RANDOM=$((seed % 32768))
per_run=${SOAK_PER_RUN:-8}
[ -z "$only" ] || per_run=1
# A step begins when the one before it is told to be done; the last one is publication.
steps=(generate ingest prepare train forecast evaluate report publish)
# Short where a hung executor, or one that is never there, is to be missed soon; else an overloaded machine that takes its time
# with the jar is no fault.
timeout=120s without=30min
[ "$only" != hang ] || timeout=45s
[ "$only" != relentless ] || without=60s

# Most of what these short-lived processes compute is code to run faster later: half of it is left out.
export SPARK_LOCAL_IP=127.0.0.1 JAVA_TOOL_OPTIONS="${JAVA_TOOL_OPTIONS:-} -XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
driver=
reader=
end() {
  [ -z "$reader" ] || kill "$reader" 2>/dev/null || true
  [ -z "$driver" ] || kill -KILL "$driver" 2>/dev/null || true
  "$root/submit/local-cluster.sh" stop "$dir"
}
trap end EXIT
"$root/submit/local-cluster.sh" start "$dir"
[ ! -d "$dir/spark-home" ] || export SPARK_HOME=$dir/spark-home
master=$(cat "$dir/master.url")
secure=()
[ -z "${SERIESCAST_SECRET_FILE:-}" ] || secure=(--secure --conf "spark.network.crypto.cipher=$(cat "$dir/cipher")")
attempts=0

# begin ID: the command, in the background; the scripts replace themselves, so that its process is the driver. The jar is read
# where it lies: else every executor would fetch a copy of its own.
begin() {
  log=$dir/$1.$((++attempts)).log
  : >"$log"
  "$root/submit/submit.sh" --profile standalone --master "$master" ${secure[@]+"${secure[@]}"} \
    --jar "local://$root/jobs/target/seriescast.jar" \
    --conf spark.sql.shuffle.partitions=2 --conf spark.ui.enabled=false \
    --conf spark.sql.codegen.wholeStage=false --conf spark.sql.codegen.factoryMode=NO_CODEGEN \
    --conf spark.driver.memory=1g --conf spark.executor.memory=900m \
    --conf spark.network.timeout="$timeout" --conf spark.network.timeoutInterval=10s --conf spark.executor.heartbeatInterval=3s \
    --conf spark.seriescast.noExecutorTimeout="$without" \
    run --run-id "$1" --output "$dir/output" --set train.epochs=20 --set train.checkpoint-epochs=2 >"$log" 2>&1 &
  driver=$!
}

running() { kill -0 "$driver" 2>/dev/null; }

# How many steps the driver has told to be done.
done_steps() { grep -cE ' s  [a-z]+ +.*(\([0-9.]+ s\)|was done before)$' "$log" || true; }

# wait_up_to SECONDS: or less, at random
wait_up_to() {
  local random=$RANDOM # here: a subshell would draw a number of its own
  sleep "$(awk -v most="$1" -v r="$random" 'BEGIN { print most * r / 32768 }')"
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

# whole COMMIT: whether the manifest and all files are those that were committed.
whole() {
  local id sha
  id=$(sed -n 's/.*"runId" : "\(.*\)".*/\1/p' "$1")
  sha=$(sed -n 's/.*"manifestSha256" : "\(.*\)".*/\1/p' "$1")
  cd "$dir/output/runs/$id" && echo "$sha  manifest.json" | sha256sum -c --quiet &&
    awk -F '"' '$2 == "path" { path = $4 } $2 == "sha256" && path { print $4 "  " path; path = "" }' manifest.json | sha256sum -c --quiet
}

# A reader that looks at every commit as soon as it is there.
read_always() {
  local commit
  declare -A seen=()
  while sleep 0.2; do
    for commit in "$dir"/output/commits/*.json; do
      [ -e "$commit" ] && [ -z "${seen[$commit]:-}" ] || continue
      seen[$commit]=1
      (whole "$commit") >>"$dir/read.log" 2>&1 || echo "HALF A RUN: $commit" >>"$dir/read.log"
    done
  done
}

# How many commits a reader sees at this moment: those of all published runs, and perhaps that of this one.
not_one_too_many() {
  local seen
  seen=$(find "$dir/output/commits" -name '*.json' 2>/dev/null | wc -l)
  [ "$seen" -ge "$published" ] && [ "$seen" -le $((published + 1)) ] || { echo "  $seen commits, expected $published"; return 1; }
}

executors() {
  local file
  for file in "$dir"/worker-*.pid; do
    pgrep -P "$(cat "$file")" -f CoarseGrainedExecutorBackend || true
  done
}

# strike KIND: false when there was nobody to strike
strike() {
  local victims file signal=KILL
  [ "$1" != hang ] || signal=STOP
  [ "$1" != term ] || signal=TERM
  case "$1" in
    executor | hang)
      for _ in $(seq 100); do # there may be none yet
        mapfile -t victims < <(executors)
        [ ${#victims[@]} -eq 0 ] && running && sleep 0.1 || break
      done
      [ ${#victims[@]} -gt 0 ] && kill "-$signal" "${victims[RANDOM % ${#victims[@]}]}" 2>/dev/null
      ;;
    worker)
      mapfile -t victims < <(ls "$dir"/worker-*.pid)
      file=${victims[RANDOM % ${#victims[@]}]}
      kill -KILL "$(cat "$file")" && rm -f "$file" && "$root/submit/local-cluster.sh" worker "$dir"
      ;;
    driver | term) kill "-$signal" "$driver" 2>/dev/null ;;
    relentless)
      while running; do
        executors | xargs -r kill -KILL 2>/dev/null || true
        sleep 3
      done
      ;;
  esac
}

# disturb ID STEP:KIND…: one run with faults; false when it does not end as it should
disturb() {
  local id=$1 plan at kind status= told=()
  shift
  begin "$id"
  for plan in "$@"; do
    at=${plan%:*} kind=${plan#*:}
    until [ "$(done_steps)" -ge "$at" ] || ! running; do sleep 0.1; done
    wait_up_to "${seconds[at]}"
    running || break
    at=$(done_steps)
    strike "$kind" || continue
    not_one_too_many || return 1
    case "$kind" in
      driver | term)
        status=0 && wait "$driver" 2>/dev/null || status=$?
        [ "$status" != 0 ] || break # it had ended by itself: nobody was struck
        [ "$kind:$status" = driver:137 ] || [ "$kind:$status" = term:143 ] || { echo "  $kind: exit $status; see $log"; return 1; }
        status=
        begin "$id"
        ;;
    esac
    struck=$((struck + 1))
    tally[$kind]=$((${tally[$kind]:-0} + 1))
    told+=("$kind in ${steps[at]}")
  done
  [ -n "$status" ] || { status=0 && wait "$driver" 2>/dev/null || status=$?; }
  if [ "$only" = relentless ]; then
    [ "$status" = 4 ] && grep -q 'executors were' "$log" || { echo "  relentless: exit $status, expected 4; see $log"; return 1; }
    echo "$id: executors killed again and again: failed clearly"
    return
  fi
  [ "$status" = 0 ] || { echo "  exit $status; see $log"; return 1; }
  published=$((published + 1))
  not_one_too_many || return 1
  [ "$(predictions "$id")" = "$expected" ] || { echo "  OTHER PREDICTIONS; see $dir/output/runs/$id"; return 1; }
  echo "$id: published, same predictions after $(IFS=, && echo "${told[*]:-nothing}")" | sed 's/,/, /g'
}

echo "seed $seed, everything in $dir"
began=$SECONDS
# The predictions to expect and how long each step takes: from its line; the first with all that comes before it; publication: a
# moment.
if [ ! -f "$dir/undisturbed" ]; then
  begin "undisturbed-$seed"
  until [ "$(done_steps)" -ge 1 ] || ! running; do sleep 0.1; done
  start=$((SECONDS - began))
  wait "$driver" || { tail -n 30 "$log" >&2; exit 1; }
  told=$(sed -nE 's/.* s  [a-z]+ +.*\(([0-9.]+) s\)$/\1/p' "$log" | tail -n +2)
  printf '%s\n' "$(predictions "undisturbed-$seed")" "$start" "$told" 0.5 >"$dir/undisturbed"
fi
mapfile -t seconds <"$dir/undisturbed"
expected=${seconds[0]} seconds=("${seconds[@]:1}")
published=$(find "$dir/output/commits" -name '*.json' | wc -l)
echo "undisturbed: $((SECONDS - began)) s, steps ${seconds[*]}, predictions $expected"

read_always &
reader=$!
declare -A tally=()
struck=0 survived=0 runs=0 failed=0
kinds=(driver executor worker)
while [ "$struck" -lt "$count" ] && [ "$runs" -lt $((2 * count)) ]; do
  before=$struck
  plan=()
  for ((i = before; i < count && i < before + per_run; i++)); do
    if [ -n "$only" ]; then plan+=("3:$only"); else plan+=("$((RANDOM % ${#steps[@]})):${kinds[RANDOM % 3]}"); fi
  done
  mapfile -t plan < <(printf '%s\n' "${plan[@]}" | sort -s -t : -k 1,1n)
  runs=$((runs + 1))
  if disturb "run-$seed${only:+-$only}-$runs" "${plan[@]}"; then survived=$((survived + struck - before)); else
    failed=$((failed + 1))
    kill -KILL "$driver" 2>/dev/null || true
  fi
done
env -u JAVA_TOOL_OPTIONS "$root/submit/local.sh" runs verify --output "$dir/output" >"$dir/verify.log" 2>&1 || { tail -n 5 "$dir/verify.log" && failed=$((failed + 1)); }
[ ! -s "$dir/read.log" ] || { tail -n 5 "$dir/read.log" && failed=$((failed + 1)); }
summary=$(for kind in "${!tally[@]}"; do echo "${tally[$kind]} $kind"; done | sort | paste -sd , | sed 's/,/, /g')
echo "$struck faults ($summary) in $runs runs, $survived survived, $failed failures, $((SECONDS - began)) s"
[ "$failed" = 0 ] && [ "$survived" = "$struck" ] && [ "$struck" -ge "$count" ]
