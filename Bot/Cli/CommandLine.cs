using System.CommandLine;
using System.Runtime.InteropServices;
using Bot.Ledger;
using Bot.Options;

namespace Bot.Cli;

/// <summary>
/// The command line: which verbs there are. Data goes to stdout, logs and errors to stderr. Exit code 0 is done, 1
/// failed or blocked, 2 wrong use or settings.
/// </summary>
public static class CommandLine
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUse = 2;

    public static async Task<int> InvokeAsync(string[] args, TimeProvider clock)
    {
        var root = new RootCommand(
            "Tootprint tells the fediverse about new arXiv papers, each once. Without a verb it runs the "
                + "service.\n\nExamples:\n  Bot demo\n  Bot preview --feed https://rss.arxiv.org/rss/cs.LG\n  Bot "
                + "run --once\n  Bot status --json"
        )
        {
            RunCommand.Create(clock),
            DemoCommand.Create(clock),
            PreviewCommand.Create(clock),
            ReplayCommand.Create(),
            ClassifyCommand.Create(),
            RelatedCommand.Create(),
            StatusCommand.Create(clock),
            HealthCommand.Create(clock),
            DoctorCommand.Create(clock),
            LedgerCommand.Create(),
            PublishSiteCommand.Create(clock),
            RecoverCommand.Create(clock),
            BackfillCommand.Create(clock),
            ImportCommand.Create(clock),
            SandboxCommand.Create(clock),
        };
        root.SetAction((_, cancellation) => RunCommand.RunAsync(once: false, clock, cancellation));
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message);
            }

            await Console.Error.WriteLineAsync("See --help for the verbs and their options.");
            return WrongUse;
        }

        using var stop = new CancellationTokenSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        try
        {
            // The library's time-out would cut off the post in flight, which may need up to ten seconds.
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null },
                stop.Token
            );
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Done;
        }
        catch (SettingsException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return WrongUse;
        }
        catch (LedgerException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return Failed;
        }

        // The first signal asks every verb to tidy up and leave; a second one is answered as the system would.
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }
    }
}
