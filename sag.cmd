@echo off
rem sag VERB ...   Builds quietly where sources changed and runs the verb.
setlocal
set DOTNET_NOLOGO=1
set DOTNET_CLI_TELEMETRY_OPTOUT=1
set "ARTIFACTS=%SAG_ARTIFACTS%"
if "%ARTIFACTS%"=="" set "ARTIFACTS=%~dp0.artifacts"
rem SAG_TORCH=cuda trains on an NVIDIA GPU: builds with TorchSharp's CUDA packages, into a folder of its own.
if not "%SAG_TORCH%"=="" set "ARTIFACTS=%ARTIFACTS%\%SAG_TORCH%"
if not "%SAG_TORCH%"=="" set "SAG_ARTIFACTS=%ARTIFACTS%"
where dotnet >nul 2>nul || (echo sag: The .NET SDK 10 is needed and dotnet is not on the PATH. Get it: https://dotnet.microsoft.com/download 1>&2 & exit /b 1)
if "%1"=="test" goto test
if "%1"=="native" goto native
if "%1"=="godot" goto godot
if "%1"=="pack" goto pack
dotnet build "%~dp0Training\SagTextures.Training.csproj" -c Release -v quiet || (echo sag: The build failed. 1>&2 & exit /b 1)
dotnet "%ARTIFACTS%\bin\SagTextures.Training\release\sag.dll" %*
exit /b

:test
dotnet test "%~dp0SagTextures.sln" -c Release
exit /b

:build_native
dotnet publish "%~dp0Hosts~\Native\SagTextures.Native.csproj" -c Release -v quiet || (echo sag: The build failed. It needs the C++ tools of Visual Studio: https://aka.ms/nativeaot-prerequisites 1>&2 & exit /b 1)
exit /b

:native
set "OUT=%ARTIFACTS%\native"
if "%2"=="--out" (set "OUT=%~3") else if not "%2"=="" (echo Usage: sag native [--out DIR]   builds the C library: sagtextures.dll and sagtextures.h 1>&2 & exit /b 2)
call :build_native || exit /b 1
if "%2"=="--out" xcopy /e /i /q /y "%ARTIFACTS%\native" "%OUT%" >nul || exit /b 1
echo %OUT%
exit /b

:godot
set "OUT=%~dp0Hosts~\Godot\demo\addons"
if "%2"=="--out" (set "OUT=%~3") else if not "%2"=="" (echo Usage: sag godot [--out DIR]   makes the Godot addon; without DIR in the demo project, Hosts~\Godot\demo 1>&2 & exit /b 2)
call :build_native || exit /b 1
if "%2"=="" xcopy /i /q /y "%~dp0Samples~\Models\*.safetensors" "%~dp0Hosts~\Godot\demo\models" >nul || exit /b 1
if exist "%OUT%\sagtextures" rmdir /s /q "%OUT%\sagtextures"
xcopy /e /i /q /y "%~dp0Hosts~\Godot\addons\sagtextures" "%OUT%\sagtextures" >nul || exit /b 1
rem As sagtextures.gdextension names them.
set LIBRARY=sagtextures.dll
if /i "%PROCESSOR_ARCHITECTURE%"=="ARM64" set LIBRARY=sagtextures.arm64.dll
mkdir "%OUT%\sagtextures\bin" || exit /b 1
copy /y "%ARTIFACTS%\native\sagtextures.dll" "%OUT%\sagtextures\bin\%LIBRARY%" >nul || exit /b 1
echo %OUT%\sagtextures
exit /b

:pack
set "BASH=%ProgramFiles%\Git\bin\bash.exe"
if not exist "%BASH%" (echo sag: pack needs the bash that comes with Git for Windows: https://git-scm.com 1>&2 & exit /b 1)
"%BASH%" "%~dp0sag" %*
exit /b
