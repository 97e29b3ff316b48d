#!/usr/bin/env bash
# Runs a seriescast command on this machine with embedded Spark, all cores. Needs a JDK 17 and Maven, nothing else.
#   submit/local.sh run                                    the tutorial's sine wave, with its report
#   submit/local.sh run --config conf/m4-hourly-sample.conf
# SERIESCAST_MEMORY: heap (default 2g).
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
if ! told=$("$java" -XshowSettings:properties -version 2>&1); then
  printf '%s\n' "seriescast: $java does not start (JAVA_HOME, JAVA_TOOL_OPTIONS); a JDK 17 is needed. It says:" "$told" >&2
  exit 2
fi
version=$(sed -n 's/^ *java\.specification\.version = //p' <<<"$told")
case "$version" in
  17 | 18 | 19 | 20 | 21) ;;
  *)
    echo "seriescast: Java 17 to 21 is needed (Spark 3.5), found '${version:-none}' at $java: set JAVA_HOME to a JDK 17" >&2
    exit 2
    ;;
esac

jar=$root/jobs/target/seriescast.jar
classes=$root/jobs/target/seriescast.jsa
if [ ! -f "$jar" ] || [ ! -d "$root/jobs/target/spark" ]; then
  command -v mvn >/dev/null || { echo "seriescast: there is no jar yet, and Maven (mvn) to build it is not on the PATH" >&2; exit 2; }
  echo "seriescast: building $jar (once)" >&2
  (cd "$root" && mvn -q -B -DskipTests package) >&2
fi

# What spark-submit would add to its JVMs.
opens=()
for package in java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util java.util.concurrent \
  java.util.concurrent.atomic sun.nio.ch sun.nio.cs sun.security.action sun.util.calendar; do
  opens+=("--add-opens=java.base/$package=ALL-UNNAMED")
done

# Without the flag JavaCPP asks the system for the process' memory at every small native allocation: 5 to 15 % of training.
# One thread per trainer: Spark runs as many trainers as there are cores.
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
# The optimising compiler shares the cores with the work, and on two of them it is half of the first minute: it waits for code
# that is ten times as hot as by default. Loops that a long run spends its time in get there within a second.
jit=(-XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=6000 -XX:Tier4CompileThreshold=150000
  -XX:Tier4BackEdgeThreshold=400000)
# Without a table of one's own the run is over before that compiler has paid (it does after a minute and a half; trained for long,
# networks are half as fast again with it).
case "$*" in
  *--config* | *--input* | *source.*) ;;
  run* | compare*) jit=(-XX:TieredStopAtLevel=1) ;;
esac
command=("$java" -Xmx"${SERIESCAST_MEMORY:-2g}" -XX:+UseParallelGC "${jit[@]}" "${opens[@]}"
  -Dorg.bytedeco.javacpp.maxphysicalbytes=0 -Dfile.encoding=UTF-8 -Duser.timezone=UTC -Djava.awt.headless=true
  -Dlog4j2.configurationFile="file:$root/conf/log4j2-local.properties" -Xlog:cds=off -Xlog:cds+dynamic=off
  -cp "$jar:$root/jobs/target/spark/*")

# An archive of the classes that a run loads makes every later start some 8 s shorter. The JVM checks that it fits its jars, and
# does without it where it does not, or where there is none.
if [ ! "$classes" -nt "$jar" ] && [ -w "$root/jobs/target" ]; then
  echo "seriescast: preparing quicker starts (once)" >&2
  scratch=$(mktemp -d)
  "${command[@]}" -XX:ArchiveClassesAtExit="$classes" io.seriescast.jobs.Main run --set train.epochs=1 --output "$scratch/out" \
    >"$scratch/log" 2>&1 || { echo "seriescast: starts stay slow, the run that prepares ended with:" && tail -n 5 "$scratch/log"; } >&2
  rm -rf "$scratch"
  # not again and again where it cannot be written
  touch "$classes" 2>/dev/null || true
fi
exec "${command[@]}" -XX:SharedArchiveFile="$classes" io.seriescast.jobs.Main "$@"
