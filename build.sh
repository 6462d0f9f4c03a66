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

# The PowerShell of every task: one on the PATH from 7.6 on, else the dotnet tool of .config/dotnet-tools.json.
find_pwsh() {
  local version said
  version="$(pwsh --version 2>/dev/null)" || version=""
  version="${version#PowerShell }"
  if [ -n "$version" ] && [ "$(printf '7.6\n%s\n' "$version" | sort -V | head -n 1)" = 7.6 ]; then
    pwsh=(pwsh)
    return
  fi
  said="$(dotnet tool restore)" || { echo "$said" >&2; return 1; }
  # The program itself: the shim of `dotnet tool run` starts another process, which survives it.
  pwsh=(dotnet "$(dotnet tool run pwsh -- -NoProfile -NonInteractive -Command '$PSHOME')/pwsh.dll")
}

demo() {
  build
  need_sshd
  find_pwsh
  "${pwsh[@]}" -NoProfile -NonInteractive -File examples/demo.ps1
}

test_projects() {
  local project status=0
  for project in "$@"; do
    dotnet test "$project" -c "$configuration" --no-build --nologo 2>&1 || status=1
  done
  return $status
}

# Runs a part of the tests into its log; the log's last line says how long it took.
part() {
  local name="$1" started=$SECONDS status=0
  shift
  "$@" >"$out/test.$name.log" 2>&1 || status=$?
  echo "$name: $((SECONDS - started)) s" >>"$out/test.$name.log"
  return $status
}

# Three parts side by side, for they mostly wait: the whole jobs of the hosting tests, the module's tests in PowerShell,
# and all other projects. Ends with one line from all runners: xunit's counts and Pester's.
run_tests() {
  local passed=0 failed=0 skipped=0 status=0 jobs=tests/NetBatch.Hosting.Tests projects=() project part parts=() p f s
  mkdir -p "$out"
  rm -f "$out"/test.*log
  need_sshd
  find_pwsh
  for project in tests/NetBatch.*.Tests; do
    [ "$project" = "$jobs" ] || projects+=("$project")
  done
  trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
  part hosting test_projects "$jobs" & parts+=("hosting:$!")
  part module "${pwsh[@]}" -NoProfile -NonInteractive -File tests/Module/Run.ps1 & parts+=("module:$!")
  part projects test_projects "${projects[@]}" & parts+=("projects:$!")
  for part in "${parts[@]}"; do
    wait "${part#*:}" || status=1
    cat "$out/test.${part%:*}.log"
  done
  trap - EXIT
  while read -r p f s; do
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
  done < <(sed -nE -e 's/.*Failed: +([0-9]+), Passed: +([0-9]+), Skipped: +([0-9]+),.*/\2 \1 \3/p' \
    -e 's/^([0-9]+) passed, ([0-9]+) failed, ([0-9]+) skipped in all files$/\1 \2 \3/p' "$out"/test.*.log)
  [ "$failed" = 0 ] || status=1
  [ "$passed" != 0 ] || status=1
  tail -q -n 1 "$out"/test.*.log
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
