@echo off
rem Starts Senmitsu. Builds it first when a source file has changed since the last build.
setlocal DisableDelayedExpansion
set "root=%~dp0"
set "program=%root%artifacts\bin\Senmitsu.Cli\release\senmitsu.dll"
set "stamp=%root%artifacts\senmitsu.stamp"
set "seen=%root%artifacts\seen"
set "log=%root%artifacts\senmitsu-build.log"

where dotnet >nul 2>nul
if errorlevel 1 goto missing

rem A copy of the sources tells what has changed: robocopy answers 0 when nothing has. It is refreshed before the build,
rem so what is edited during a build is built next time.
if not exist "%root%artifacts" mkdir "%root%artifacts"
robocopy "%root%src" "%seen%\src" /MIR /NJH /NJS /NDL /NFL /NP /R:1 /W:1 >nul
if not "%errorlevel%"=="0" del "%stamp%" 2>nul
robocopy "%root%." "%seen%\root" Directory.Build.props Directory.Build.targets Directory.Packages.props global.json /NJH /NJS /NDL /NFL /NP /R:1 /W:1 >nul
if not "%errorlevel%"=="0" del "%stamp%" 2>nul
if not exist "%program%" goto build
if exist "%stamp%" goto start

:build
rem Standard output belongs to the program, so the build speaks on standard error, and only when it fails.
if exist "%program%" (
  echo Building Senmitsu... 1>&2
) else (
  echo Building Senmitsu for the first time; this downloads about 250 MB once and takes a few minutes... 1>&2
)
pushd "%root%"
dotnet build src\Senmitsu.Cli\Senmitsu.Cli.csproj -c Release --nologo -v q -clp:NoSummary >"%log%" 2>&1 <nul
set "result=%errorlevel%"
popd
if not "%result%"=="0" goto failed
type nul >"%stamp%"

:start
rem At the top level and last: parentheses in a prompt would end a block.
dotnet "%program%" %*
exit /b %errorlevel%

:failed
type "%log%" 1>&2
echo Senmitsu could not be built; nothing was started. If it is running in another window, close it there first. 1>&2
echo The .NET 10 SDK is needed: https://dotnet.microsoft.com/download/dotnet/10.0 1>&2
exit /b 1

:missing
echo senmitsu needs the .NET 10 SDK, and 'dotnet' is not on this machine's PATH. 1>&2
echo Get it from https://dotnet.microsoft.com/download/dotnet/10.0, open a new window, then run this again. 1>&2
exit /b 1
