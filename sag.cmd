@echo off
rem sag VERB ...   Builds quietly where sources changed and runs the verb.
setlocal
set DOTNET_NOLOGO=1
set DOTNET_CLI_TELEMETRY_OPTOUT=1
set ARTIFACTS=%SAG_ARTIFACTS%
if "%ARTIFACTS%"=="" set ARTIFACTS=%~dp0.artifacts
where dotnet >nul 2>nul || (echo sag: The .NET SDK 10 is needed and dotnet is not on the PATH. Get it: https://dotnet.microsoft.com/download 1>&2 & exit /b 1)
if "%1"=="test" (
  dotnet test "%~dp0SagTextures.sln" -c Release
  exit /b
)
if "%1"=="native" (
  dotnet publish "%~dp0Hosts~\Native\SagTextures.Native.csproj" -c Release -v quiet || exit /b 1
  echo %ARTIFACTS%\native
  exit /b
)
dotnet build "%~dp0Training\SagTextures.Training.csproj" -c Release -v quiet || (echo sag: The build failed. 1>&2 & exit /b 1)
dotnet "%ARTIFACTS%\bin\SagTextures.Training\release\sag.dll" %*
exit /b %ERRORLEVEL%
