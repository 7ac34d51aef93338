// Days of service in minutes: see eng/soak. Called as "worker CLOCK" it is the bot's own `run` on a clock that runs
// faster; called as "DAYS MINUTES PAGE [NAME INSTANCE TOKEN]" it serves the days, disturbs the worker, watches it, and
// writes the page.
using System.Globalization;
using System.Runtime.InteropServices;
using Bot.Cli;
using Soaking;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
if (args is ["worker", var file])
{
    using var tell = new Timer(_ => Heap.Tell(), null, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    using var asked = PosixSignalRegistration.Create(
        PosixSignal.SIGHUP,
        signal =>
        {
            signal.Cancel = true;
            Heap.TellLive();
        }
    );
    using var clock = new FastClock(file);
    return await CommandLine.InvokeAsync(["run"], clock);
}

var folder = Directory.CreateTempSubdirectory("tootprint-soak-");
try
{
    var (days, minutes) = (
        int.Parse(args[0], CultureInfo.InvariantCulture),
        double.Parse(args[1], CultureInfo.InvariantCulture)
    );
    using var clock = FastClock.Create(Path.Combine(folder.FullName, "clock"), days * 24 * 60 / minutes);
    await using var server = await Server.StartAsync(args[3..], clock);
    var soak = new Soak(days, folder.FullName, server, clock);
    var result = await soak.RunAsync();
    var text = SoakPage.Of(result, minutes);
    await SoakPage.ReplaceAsync(args[2], text);
    Console.WriteLine(text);
    if (result.IsGood)
        return 0;
    await Console.Error.WriteLineAsync(soak.LastWords);
    return 1;
}
finally
{
    folder.Delete(recursive: true);
}
