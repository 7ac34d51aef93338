using Bot.Cli;

// The verbs are in Cli/CommandLine; without one it runs the service.
return await CommandLine.InvokeAsync(args, TimeProvider.System);
