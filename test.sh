#!/bin/sh
# Builds everything and runs every test. The last line is: Tests: N passed, N failed, N skipped
#   ./test.sh            everything
#   ./test.sh --golden   only the comparisons with the golden vectors of tests/golden, or of the folder SENMITSU_GOLDEN
set -u

golden=false
for argument in "$@"; do
  case $argument in
    --golden) golden=true ;;
    -h | --help) sed -n '2,4s/^# *//p' "$0" && exit 0 ;;
    *) echo "test.sh: unknown argument '$argument'; it knows --golden" >&2 && exit 2 ;;
  esac
done

# The golden folder may be given relative to the caller's directory.
if [ -n "${SENMITSU_GOLDEN:-}" ]; then
  SENMITSU_GOLDEN=$(CDPATH='' cd -- "$SENMITSU_GOLDEN" && pwd) || exit 2
  export SENMITSU_GOLDEN
fi

cd -- "$(dirname -- "$0")" || exit 1

if ! command -v dotnet >/dev/null 2>&1; then
  echo "test.sh needs the .NET 10 SDK: https://dotnet.microsoft.com/download/dotnet/10.0" >&2
  exit 1
fi

step() {
  printf '\n== %s\n' "$*"
}

# Locked: what is tested is what was chosen. A platform without lock files of its own is restored freely.
step "Restore"
case $(uname -s) in
  Darwin) platform=osx-arm64 ;;
  *) platform=linux-x64 ;;
esac
locked=
[ -f "src/Senmitsu.Cli/packages.$platform.lock.json" ] && locked=--locked-mode
dotnet restore Senmitsu.slnx $locked -v q || exit 1

# The page is tested in a real browser.
if [ "$golden" = false ] && [ "$(uname -s)" = Linux ] && ! [ -x "${SENMITSU_CHROMIUM:-/usr/bin/chromium}" ]; then
  step "Browser"
  as_root=
  [ "$(id -u)" -eq 0 ] || as_root=sudo
  if ! command -v apt-get >/dev/null 2>&1 || ! { $as_root apt-get update -q && $as_root apt-get install -q -y --no-install-recommends chromium; }; then
    echo "The tests of the page need Chromium: install it, and name the program with SENMITSU_CHROMIUM if it is not /usr/bin/chromium." >&2
    exit 1
  fi
fi

step "Build (Release, warnings are errors)"
dotnet build Senmitsu.slnx -c Release --no-restore --nologo -v q -clp:NoSummary || exit 1

if [ "$golden" = false ]; then
  step "Format"
  # Whitespace only: the whole check loads every project and takes minutes. Style rules are enforced by the build.
  dotnet format whitespace . --folder --exclude artifacts --verify-no-changes || exit 1
fi

# Several tests share the cores; libtorch's waiting threads must not spin.
export OMP_WAIT_POLICY="${OMP_WAIT_POLICY-PASSIVE}"

results=artifacts/test-results
mkdir -p "$results" && rm -f "$results"/*.xml || exit 1
passed=0
failed=0
skipped=0
status=0

# The value of a count in the <assembly …> element of xunit's XML report.
count() {
  printf '%s\n' "$1" | sed -n "s/.* $2=\"\([0-9][0-9]*\)\".*/\1/p"
}

# The names of the tests that failed, each with the first line of its message, from the same reports.
list_failures() {
  sed 's/<test /\
<test /g' "$results"/*.xml | sed -n '/^<test [^>]*result="Fail"/s/^<test [^>]* name="\([^"]*\)".*<message>\([^<]*\).*/  \1: \2/p'
}

run() {
  step "$1"
  report=$results/$1.xml
  set -- "$1" -noColor -noLogo -result-xml "$report"
  [ "$golden" = true ] && set -- "$@" -trait Category=golden
  program=$1
  shift
  "artifacts/bin/$program/release/$program" "$@" || status=1

  assembly=$(grep -o '<assembly [^>]*>' "$report" 2>/dev/null | head -n 1)
  p=$(count "$assembly" passed)
  f=$(count "$assembly" failed)
  e=$(count "$assembly" errors)
  s=$(count "$assembly" skipped)
  if [ -z "$p" ] || [ -z "$f" ] || [ -z "$e" ] || [ -z "$s" ]; then
    echo "$program ended without a readable report in $report" >&2
    failed=$((failed + 1))
    status=1
    return
  fi
  passed=$((passed + p))
  failed=$((failed + f + e))
  skipped=$((skipped + s))
}

run Senmitsu.Tests
run Senmitsu.EndToEnd.Tests

[ "$failed" -eq 0 ] || status=1
if [ "$((passed + failed))" -eq 0 ]; then
  echo "no test was run" >&2
  status=1
fi
[ "$status" -eq 0 ] || printf '\nFailed:\n%s\n' "$(list_failures)"
printf '\nTests: %d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
exit $status
