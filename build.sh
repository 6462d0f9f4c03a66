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
  test      build and run every test; ends with "N passed, N failed, N skipped"
  demo      build, start a lab of 25 simulated routers, run a batch on it, retry, export
  package   build and pack the module and the CLI into out/package
  bench     run the measurements in bench/
  clean     remove what was built
TEXT
}

build() {
  dotnet build NetBatch.PowerShell.sln -c "$configuration" -v q --nologo
  dotnet publish src/NetBatch.Cli -c "$configuration" --no-build -o "$out/cli" -v q --nologo
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

demo() {
  build
  need_sshd
  if command -v pwsh >/dev/null; then
    pwsh -NoProfile -NonInteractive -File examples/demo.ps1
  else
    bash examples/demo.sh "$netbatch"
  fi
}

test_projects() {
  local project status=0
  for project in "$@"; do
    dotnet test "$project" -c "$configuration" --no-build --nologo 2>&1 || status=1
  done
  return $status
}

# One line from all test runners: xunit's counts and Pester's. The whole jobs of the hosting tests take as long as
# everything else and mostly wait, so they run beside it.
run_tests() {
  local passed=0 failed=0 skipped=0 log="$out/test.log" status=0 jobs=tests/NetBatch.Hosting.Tests projects=() project beside
  mkdir -p "$out"
  for project in tests/NetBatch.*.Tests; do
    [ "$project" = "$jobs" ] || projects+=("$project")
  done
  test_projects "$jobs" >"$log.jobs" &
  beside=$!
  trap "kill $beside 2>/dev/null || true" EXIT
  test_projects "${projects[@]}" | tee "$log" || status=1
  if command -v pwsh >/dev/null; then
    pwsh -NoProfile -NonInteractive -File tests/Module/Run.ps1 2>&1 | tee "$log.pester" || status=1
  fi
  wait "$beside" || status=1
  trap - EXIT
  tee -a "$log" <"$log.jobs"
  while read -r f p s; do
    failed=$((failed + f)) passed=$((passed + p)) skipped=$((skipped + s))
  done < <(sed -nE 's/.*Failed: +([0-9]+), Passed: +([0-9]+), Skipped: +([0-9]+),.*/\1 \2 \3/p' "$log")
  if command -v pwsh >/dev/null; then
    read -r p f s < <(sed -nE 's/^([0-9]+) passed, ([0-9]+) failed, ([0-9]+) skipped$/\1 \2 \3/p' "$log.pester" | tail -n 1) || { p=0 f=1 s=0; }
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
  else
    s=$(grep -cE '^\s*It ' tests/Module/*.Tests.ps1 | awk -F: '{n+=$2} END {print n+0}')
    echo "SKIPPED: $s Pester tests of the module, because no pwsh is on the PATH."
    skipped=$((skipped + s))
  fi
  [ "$failed" = 0 ] || status=1
  [ "$passed" != 0 ] || status=1
  echo "$passed passed, $failed failed, $skipped skipped"
  return $status
}

package() {
  build
  mkdir -p "$out/package"
  tar -C "$out/module" -czf "$out/package/NetBatch-module.tar.gz" NetBatch
  tar -C "$out" -czf "$out/package/netbatch-cli.tar.gz" cli
  ls -l "$out/package"
}

bench() {
  build
  bash bench/fleet/fleet.sh
  for project in bench/*/*.csproj; do
    dotnet run -c "$configuration" --project "$project"
  done
}

clean() {
  rm -rf "$out"
  find src tests bench -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} +
}

case "${1:-}" in
  build) build ;;
  test) build && run_tests ;;
  demo) demo ;;
  package) package ;;
  bench) bench ;;
  clean) clean ;;
  *) usage; exit 2 ;;
esac
