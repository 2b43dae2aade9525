@echo off
rem Builds everything and runs every test. The last line is: Tests: N passed, N failed, N skipped
rem   test.cmd            everything
rem   test.cmd --golden   only the comparisons with the golden vectors of tests\golden, or of the folder SENMITSU_GOLDEN
setlocal DisableDelayedExpansion
set "golden="
if "%~1"=="--golden" set "golden=-trait Category=golden"
if not "%~1"=="" if not "%~1"=="--golden" (
  echo test.cmd: unknown argument %1; it knows --golden 1>&2
  exit /b 2
)
if defined SENMITSU_GOLDEN for %%I in ("%SENMITSU_GOLDEN%") do set "SENMITSU_GOLDEN=%%~fI"
cd /d "%~dp0"

where dotnet >nul 2>nul || (
  echo test.cmd needs the .NET 10 SDK: https://dotnet.microsoft.com/download/dotnet/10.0 1>&2
  exit /b 1
)

rem Locked: what is tested is what was chosen. A platform without lock files of its own is restored freely.
echo == Restore
set "locked="
if exist src\Senmitsu.Cli\packages.win-x64.lock.json set "locked=--locked-mode"
dotnet restore Senmitsu.slnx %locked% -v q || exit /b 1

echo == Build (Release, warnings are errors)
dotnet build Senmitsu.slnx -c Release --no-restore --nologo -v q -clp:NoSummary || exit /b 1

if defined golden goto tests
echo == Format
rem Whitespace only: the whole check loads every project and takes minutes. Style rules are enforced by the build.
dotnet format whitespace . --folder --exclude artifacts --verify-no-changes || exit /b 1

:tests
set "results=artifacts\test-results"
if not exist "%results%" mkdir "%results%"
set status=0
set passed=0
set failed=0
set skipped=0
call :run Senmitsu.Tests
call :run Senmitsu.EndToEnd.Tests
if not "%failed%"=="0" set status=1
set /a ran=passed+failed
if "%ran%"=="0" (
  echo no test was run 1>&2
  set status=1
)
echo.
echo Tests: %passed% passed, %failed% failed, %skipped% skipped
exit /b %status%

:run
echo == %1
set "report=%results%\%1.xml"
if exist "%report%" del "%report%"
"artifacts\bin\%1\release\%1.exe" -noColor -noLogo -result-xml "%report%" %golden% || set status=1
set "counts="
for /f "usebackq delims=" %%C in (`powershell -NoProfile -Command "$ErrorActionPreference = 'Stop'; $a = ([xml](Get-Content -Raw -Encoding UTF8 '%report%')).assemblies.assembly; '{0} {1} {2}' -f [int]$a.passed, ([int]$a.failed + [int]$a.errors), [int]$a.skipped"`) do set "counts=%%C"
if not defined counts (
  echo %1 ended without a readable report in %report% 1>&2
  set /a failed+=1
  set status=1
  exit /b
)
for /f "tokens=1-3" %%A in ("%counts%") do set /a "passed+=%%A, failed+=%%B, skipped+=%%C"
exit /b
