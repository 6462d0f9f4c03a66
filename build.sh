#!/usr/bin/env bash
# The steps of building, testing and showing NetBatch. build.ps1 offers the same tasks and calls this file.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 POWERSHELL_TELEMETRY_OPTOUT=1
configuration=Release
out="$PWD/out"
netbatch="$out/cli/netbatch"

usage() {
  cat <<'TEXT'
usage: ./build.sh TASK
  build     compile everything; the CLI lands in out/cli, the module in out/module/NetBatch
  lint      ask the analyzers; a warning is an error
  test      build, run every test and ask the analyzers; ends with "N passed, N failed, N skipped"
  campaign  build, attack for so many hours, which follow (0.5), and write what came of it to docs/reliability.md
  provider  put DuckDB's provider package together, for this system or the one (win-x64) that follows: out/providers/duckdb
  demo      build, start a lab of 25 simulated routers, run a batch on it, retry, export
  package   build and pack the module and the CLI into out/package; the project's address may follow
  pack      pack what was built into a folder, which follows, with the project's address where there is one
  bench     run the measurements in bench/
  size      count the characters of src that are neither blank nor comment, by project, in the revisions that follow (HEAD)
  clean     remove what was built
TEXT
}

# Compiles all projects. One compiler serves them all and ends with the build: each project would else start its own,
# which costs more than what it compiles.
compile() {
  local server="netbatch-$$-$RANDOM" status=0 roslyn
  dotnet build NetBatch.PowerShell.sln -c "$configuration" -v q --nologo \
    -p:UseSharedCompilation=true -p:SharedCompilationId="$server" "$@" || status=$?
  roslyn="$(dotnet msbuild src/NetBatch.Abstractions -getProperty:RoslynTargetsPath)"
  dotnet "$roslyn/bincore/VBCSCompiler.dll" -shutdown "-pipename:$server" >/dev/null || true
  return $status
}

# The analyzers take half of the time and change no output: only the tests, and lint, ask them.
build() {
  compile -p:RunAnalyzers="${1:-false}"
  # A file that is there and younger stays, also where a package came to be of another version.
  rm -rf "$out/publish"
  dotnet publish src/NetBatch.Cli -c "$configuration" --no-build -o "$out/publish" -v q --nologo
  find_pwsh
  precompile
}

# Compiles ahead of time, for this machine's system, our assemblies and those of others that every start needs: the CLI's
# in their place, the module's beside its own, where its loader finds them.
precompile() {
  local tool rid module="$out/module/NetBatch" ready="$out/ready" file name stale=()
  tool="$(echo "$out"/tools/crossgen2/*)"
  rid="${tool##*/}"
  mkdir -p "$ready" "$module/bin/ready/$rid"
  rm -f "$out"/publish/*.ni.dll "$module"/bin/*.ni.dll
  for file in "$out"/publish/{netbatch,NetBatch.*,Microsoft.Data.Sqlite,SQLitePCLRaw.*,YamlDotNet,System.CommandLine,Spectre.Console*}.dll \
    "$out"/publish/{Renci.SshNet,BouncyCastle.Cryptography,Microsoft.Extensions.*}.dll "$module/bin/NetBatch.PowerShell.dll"; do
    name="$(basename "$file")"
    # By what it holds, for a package's files are older than any build.
    [ -e "$ready/$name" ] && sha256sum --status -c "$ready/$name.of" 2>/dev/null || stale+=("$file")
  done
  if [ "${#stale[@]}" -gt 0 ]; then
    ahead "${stale[@]}" -r "$out/publish/*.dll" -r "$module/bin/*.dll" -r "$pwsh_home/System.Management.Automation.dll"
    for file in "${stale[@]}"; do
      name="$(basename "$file")"
      mv "${file%.dll}.ni.dll" "$ready/$name"
      sha256sum "$file" >"$ready/$name.of"
    done
  fi
  rm -rf "$out/cli"
  cp -a "$out/publish" "$out/cli"
  for file in "$ready"/*.dll; do
    name="$(basename "$file")"
    [ ! -e "$out/cli/$name" ] || cp "$file" "$out/cli/"
    [ ! -e "$module/bin/$name" ] && [ ! -e "$module/$name" ] || cp "$file" "$module/bin/ready/$rid/"
  done
  rm "$module/bin/ready/$rid/NetBatch.PowerShell.Loader.dll" 2>/dev/null || true
}

# Everything once more with all analyzers, whose warnings are errors, in a folder of its own.
lint() {
  compile --artifacts-path "$out/lint" -p:Linting=true
}

# Installs what the lab needs; without root it says what is missing.
need_sshd() {
  if [ -x /usr/sbin/sshd ]; then return; fi
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing openssh-server ..."
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq openssh-server >/dev/null
  else
    echo "The lab needs OpenSSH's server. Install it, on Debian with: sudo apt-get install openssh-server" >&2
    exit 1
  fi
}

# The PowerShell of every task: one on the PATH from 7.6 on, else the dotnet tool of .config/dotnet-tools.json.
find_pwsh() {
  local version said
  version="$(pwsh --version 2>/dev/null)" || version=""
  version="${version#PowerShell }"
  if [ -n "$version" ] && [ "$(printf '7.6\n%s\n' "$version" | sort -V | head -n 1)" = 7.6 ]; then
    pwsh_home="$(pwsh -NoProfile -NonInteractive -Command '$PSHOME')"
    pwsh=(pwsh)
    return
  fi
  said="$(dotnet tool restore)" || { echo "$said" >&2; return 1; }
  # The program itself: the shim of `dotnet tool run` starts another process, which survives it.
  precompile_pwsh "$(dotnet tool run pwsh -- -NoProfile -NonInteractive -Command '$PSHOME')"
  pwsh=(dotnet "$pwsh_home/pwsh.dll")
}

# The tool's own assemblies have to be compiled at each start, which takes as long as all else; those of PowerShell's other
# packages are compiled ahead of time. So a copy is, once.
precompile_pwsh() {
  local tool="$1" names paths name
  pwsh_home="$out/pwsh"
  [ "$(cat "$pwsh_home/copy.of" 2>/dev/null)" != "$tool" ] || return 0
  rm -rf "$pwsh_home"
  mkdir -p "$out"
  cp -r "$tool" "$pwsh_home"
  names=(pwsh System.Management.Automation Microsoft.PowerShell.{ConsoleHost,Security,Commands.Utility,Commands.Management})
  paths=("${names[@]/%/.dll}")
  ahead "${paths[@]/#/$pwsh_home/}" -r "$pwsh_home/*.dll"
  for name in "${names[@]}"; do
    mv "$pwsh_home/$name.ni.dll" "$pwsh_home/$name.dll"
  done
  echo "$tool" >"$pwsh_home/copy.of"
}

# Compiles assemblies ahead of time, each to NAME.ni.dll beside it; -r names others that they use beside .NET's own.
ahead() {
  local framework
  framework="$(dotnet --list-runtimes | sed -nE 's|^Microsoft.NETCore.App (10[^ ]*) \[(.*)\]$|\2/\1|p' | tail -n 1)"
  "$out"/tools/crossgen2/*/crossgen2 "$@" --single-file-compilation --out-near-input -O -r "$framework/*.dll" >"$out/precompile.log" || {
    cat "$out/precompile.log" >&2
    return 1
  }
}

demo() {
  build
  need_sshd
  "${pwsh[@]}" -NoProfile -NonInteractive -File examples/demo.ps1
}

# The times of the single tests lie beside the logs. A test that hangs is ended and named.
test_project() {
  dotnet test "$1" -c "$configuration" --no-build --nologo --logger "trx;LogFileName=${1##*/}.trx" \
    --blame-hang-timeout 6m --blame-hang-dump-type none --results-directory "$out/results" 2>&1
}

# DuckDB's driver for this machine's system, as New-BatchProvider takes it: a package beside the module, larger than it.
provider() {
  local tool
  tool="$(echo "$out"/tools/crossgen2/*)"
  dotnet publish providers/duckdb -c "$configuration" -r "${1:-${tool##*/}}" --self-contained false -o "$out/providers/duckdb" -v q --nologo
}

# What the tests start is what is shipped, compiled ahead of time; and where campaigns put their rows.
programs() {
  export NETBATCH_PROGRAM="$out/cli/netbatch.dll" NETBATCH_MODULE="$out/module/NetBatch" NETBATCH_PWSH="${pwsh[*]}"
  export NETBATCH_CAMPAIGN_ROWS="$out/campaign"
  rm -rf "$out/campaign"
  [ -e "$out/providers/duckdb/DuckDB.NET.Data.dll" ] || provider
}

# Runs a part of the tests into its log; the log's last line says how long it took, and how much of a processor.
part() {
  local name="$1" started=$SECONDS status=0
  shift
  "$@" >"$out/test.$name.log" 2>&1 || status=1
  times >"$out/test.$name.times"
  awk -F'[ms ]' -v part="$name: $((SECONDS - started)) s" \
    'END { print part ", " int(60 * ($1 + $4) + $2 + $5) " s of a processor" }' "$out/test.$name.times" >>"$out/test.$name.log"
  return $status
}

# What failed, with what it said, once more below everything else, where it is looked for.
failures() {
  sed 's/\x1b\[[0-9;]*m//g' "$@" | awk '
    /^ *\[-\] |^  Failed [A-Z]/ { shown = 40 }
    /^ *\[\+\] |^ *Describing |^Running |^  (Passed|Skipped) |^Results File: / { shown = 0 }
    / error [A-Z]+[0-9]+: / { print }
    shown-- > 0 { print }'
}

# Two parts at a time, the longest first, for much of the tests is waiting; and no more, for what waits too long fails. Ends with
# one line from all runners: xunit's counts and Pester's.
run_tests() {
  local passed=0 failed=0 skipped=0 status=0 pids=() project pid p f s
  local long=(Hosting Data Frr Ssh Store.Postgres Reliability Engine Remediation) rest=()
  mkdir -p "$out"
  rm -f "$out"/test.*
  programs
  need_sshd
  for project in tests/NetBatch.*.Tests; do
    project="${project#tests/NetBatch.}"
    [[ " ${long[*]} " == *" ${project%.Tests} "* ]] || rest+=("${project%.Tests}")
  done
  trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
  echo "The tests run two parts at a time: out/test.*.log"
  for project in "${long[0]}" module "${long[@]:1}" "${rest[@]}"; do
    # Each is asked for its status below; here one is only waited for.
    while [ "$(jobs -pr | wc -l)" -ge 2 ]; do
      wait -n || true
    done
    if [ "$project" = module ]; then
      part module "${pwsh[@]}" -NoProfile -NonInteractive -File tests/Module/Run.ps1 &
    else
      part "$project" test_project "tests/NetBatch.$project.Tests" &
    fi
    pids+=($!)
  done
  for pid in "${pids[@]}"; do
    wait "$pid" || status=1
  done
  cat "$out"/test.*.log
  trap - EXIT
  while read -r p f s; do
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
  done < <(sed -nE -e 's/.*Failed: +([0-9]+), Passed: +([0-9]+), Skipped: +([0-9]+),.*/\2 \1 \3/p' \
    -e 's/^([0-9]+) passed, ([0-9]+) failed, ([0-9]+) skipped in all files$/\1 \2 \3/p' "$out"/test.*.log)
  [ "$failed" = 0 ] || status=1
  [ "$passed" != 0 ] || status=1
  failures "$out"/test.*.log
  cat "$out"/campaign/*.row 2>/dev/null || true
  tail -q -n 1 "$out"/test.*.log
  echo "$passed passed, $failed failed, $skipped skipped"
  return $status
}

# Packs what was built, into a folder: the module as a PowerShell gallery takes it, the CLI as a tarball for this machine's
# system and as a dotnet tool for all.
pack() {
  local folder="$1" uri="${2:-}" rid
  rid="$(basename "$(echo "$out"/tools/crossgen2/*)")"
  mkdir -p "$folder"
  "${pwsh[@]}" -NoProfile -NonInteractive -File module/Package.ps1 -Destination "$folder" ${uri:+-ProjectUri "$uri"} >/dev/null
  tar -C "$out" -czf "$folder/netbatch-$rid.tar.gz" --exclude '*.pdb' --transform 's/^cli/netbatch/' cli
  dotnet pack src/NetBatch.Cli -c "$configuration" --no-build -o "$folder" -v q --nologo ${uri:+-p:ProjectUri="$uri"}
}

# Attacks at random for so many hours, and puts what came of it below the words of the page, whatever it was.
campaign() {
  local page=docs/reliability.md status=0
  build
  need_sshd
  programs
  NETBATCH_CAMPAIGN="$1" dotnet test tests/NetBatch.Reliability.Tests -c "$configuration" --no-build --nologo || status=1
  compgen -G "$out/campaign/*.row" >/dev/null || return 1
  sed -i '/^| Campaign | Tried /{n;q}' "$page"
  cat "$out"/campaign/*.row >>"$page"
  return $status
}

bench() {
  build
  bash bench/startup/startup.sh "${pwsh[@]}"
  bash bench/fleet/fleet.sh
  bash bench/archive/backup.sh
  bash bench/archive/copy.sh
  PWSH="${pwsh[*]}" bash bench/data/data.sh
  for project in bench/*/*.csproj; do
    dotnet run -c "$configuration" --project "$project"
  done
}

# Characters of src that are neither blank nor comment, by project, in each revision given (HEAD).
size() {
  local revision folder project
  folder="$(mktemp -d)"
  for revision in "${@:-HEAD}"; do
    mkdir "$folder/$revision"
    git archive "$revision" src | tar -x -C "$folder/$revision"
    for project in "$folder/$revision"/src/*/; do
      find "$project" -name '*.cs' -exec cat {} + | awk -v name="$(basename "$project")" -v revision="$revision" '
        { gsub(/[ \t\r\357\273\277]/, "") }
        !/^\/\// { sum += length }
        END { printf "%9d %s %s\n", sum, revision, name }'
    done | awk '{ print; sum += $1 } END { printf "%9d %s all\n", sum, $2 }'
  done
  rm -rf "$folder"
}

clean() {
  rm -rf "$out"
  find src tests bench tools -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} +
}

case "${1:-}" in
  build) build ;;
  test)
    build true
    run_tests
    ;;
  lint) lint ;;
  provider) provider "${2:-}" ;;
  demo) demo ;;
  package)
    build
    rm -rf "$out/package"
    pack "$out/package" "${2:-}"
    ls -l "$out/package"
    ;;
  pack)
    find_pwsh
    pack "${2:?the folder}" "${3:-}"
    ;;
  campaign) campaign "${2:-0.5}" ;;
  bench) bench ;;
  size) size "${@:2}" ;;
  clean) clean ;;
  *) usage; exit 2 ;;
esac
