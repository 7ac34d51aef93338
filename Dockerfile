# Build: locked packages, portable output.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
COPY . .
RUN dotnet publish Bot/Bot.csproj -c Release -o /app -p:RestoreLockedMode=true

# Run: a user of its own, one data volume, nothing else to write to.
FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
RUN mkdir /data && chown "$APP_UID" /data
USER $APP_UID
VOLUME /data
ENV Bot__Ledger__Path=/data/ledger.db \
    DOTNET_EnableDiagnostics=0
ENTRYPOINT ["dotnet", "/app/Bot.dll"]
