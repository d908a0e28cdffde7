@echo off
rem run.cmd [ARGS]        sets up what is missing, then starts the program (main.py ARGS)
rem run.cmd test [ARGS]   adds the test tools, then runs the tests (pytest ARGS)
rem run.cmd poe TASK      adds the checkers too, then runs a task of pyproject.toml
rem run.cmd extra camera  adds what reads a camera
rem stdout carries the answer of the program alone. Exit 69: the set-up cannot go on.
setlocal
cd /d "%~dp0"
set "PYTHON=.venv\Scripts\python.exe"
set "LOCK=requirements.lock.txt"
if "%~1"=="test" set "LOCK=requirements-dev.lock.txt"
if "%~1"=="poe" set "LOCK=requirements-check.lock.txt"
if not "%~1"=="extra" goto compare
if not "%~2"=="camera" goto no_extra
set "LOCK=requirements-camera.lock.txt"

:compare
if not exist "%PYTHON%" goto set_up
fc /b "%LOCK%" ".venv\%LOCK%" >nul 2>nul
if not errorlevel 1 goto start

:set_up
rem Only one start sets up: the one that can make this folder.
:wait
mkdir ".venv.lock" 2>nul && goto locked
if not exist ".venv.lock" goto read_only
echo run: another start is setting up; waiting for it. If there is none, remove .venv.lock 1>&2
ping -n 3 127.0.0.1 >nul
goto wait
:locked
if exist "%PYTHON%" goto install
echo run: setting up .venv from %LOCK% (once; a minute or two) 1>&2
set "MAKER="
for %%V in (3.14 3.13 3.12 3.11) do (
    py -%%V -c "import venv, ensurepip" >nul 2>nul && set "MAKER=py -%%V"
)
if not defined MAKER (
    python -c "import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))" >nul 2>nul && set "MAKER=python"
)
if not defined MAKER goto no_python
%MAKER% -m venv --clear .venv 1>&2 || goto failed
:install
"%PYTHON%" -m pip install -qq --no-input --disable-pip-version-check --only-binary :all: --require-hashes -r "%LOCK%" 1>&2 || goto failed
copy /y "%LOCK%" ".venv\%LOCK%" >nul || goto failed
rmdir ".venv.lock"

:start
if "%~1"=="test" goto test
if "%~1"=="poe" goto poe
if "%~1"=="extra" goto extra
"%PYTHON%" main.py %*
exit /b %errorlevel%

:test
if not defined QT_QPA_PLATFORM set "QT_QPA_PLATFORM=offscreen"
call :rest %*
if not defined REST set "REST= -n 2 --dist worksteal"
"%PYTHON%" -m pytest%REST%
exit /b %errorlevel%

:poe
call :rest %*
"%PYTHON%" -m poethepoet%REST%
exit /b %errorlevel%

:extra
echo run: the camera can be used now 1>&2
exit /b 0

:rest
set "REST="
:next
shift
if "%~1"=="" exit /b 0
set "REST=%REST% %1"
goto next

:no_extra
echo run: there is one extra: run.cmd extra camera 1>&2
exit /b 69
:no_python
echo run: Python 3.11 or newer is needed 1>&2
rmdir ".venv.lock"
exit /b 69
:read_only
echo run: this folder cannot be written. Copy the program to one that can. 1>&2
exit /b 69
:failed
echo run: the packages of %LOCK% could not be installed; the lines above say why 1>&2
rmdir ".venv.lock"
exit /b 69
