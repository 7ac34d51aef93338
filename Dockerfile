# Build: locked packages, portable output. The packages are a layer of their own, so that a change of code does not fetch them again.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt CodeMetricsConfig.txt ./
COPY Bot/Bot.csproj Bot/packages.lock.json Bot/
RUN dotnet restore Bot/Bot.csproj --locked-mode
COPY . .
RUN dotnet publish Bot/Bot.csproj -c Release --no-restore -o /app

# Run: a user of its own, one data volume, nothing else to write to: `docker run --read-only` will do.
# The program and the letters are for the pictures of days.
FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN apt-get update && apt-get install -y --no-install-recommends librsvg2-bin fonts-dejavu-core && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app .
RUN mkdir /data && chown "$APP_UID" /data
USER $APP_UID
VOLUME /data
# Diagnostics would want a socket in /tmp.
ENV Bot__Ledger__Path=/data/ledger.db \
    DOTNET_EnableDiagnostics=0
HEALTHCHECK --interval=2m --timeout=20s --start-period=2m CMD ["dotnet", "/app/Bot.dll", "health"]
ENTRYPOINT ["dotnet", "/app/Bot.dll"]
