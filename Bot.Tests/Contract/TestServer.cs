namespace Bot.Tests.Contract;

/// <summary>What stands behind the contract.</summary>
public enum TestServer
{
    /// <summary>The built-in one, like Mastodon.</summary>
    Sandbox,

    /// <summary>
    /// The built-in one, like snac: no idempotency keys, odd ids, rewritten texts, none of the newer addresses.
    /// </summary>
    OddSandbox,

    /// <summary>
    /// The built-in one, like GoToSocial: no idempotency keys either, odd ids, code points, few requests, locked
    /// accounts.
    /// </summary>
    StrictSandbox,

    /// <summary>Whatever the environment names.</summary>
    Real,
}

public static class TestServers
{
    public static IReadOnlyList<TestServer> List { get; } = Enum.GetValues<TestServer>();

    public static TheoryData<TestServer> All { get; } = [.. List];

    /// <summary>The program that a sandbox imitates.</summary>
    internal static string KindOf(TestServer on) =>
        on switch
        {
            TestServer.OddSandbox => "snac",
            TestServer.StrictSandbox => "gotosocial",
            _ => "mastodon",
        };
}

/// <summary>A real server, named by the environment, with the tokens of two of its users.</summary>
internal sealed record RealServer(Uri Url, string BotToken, string ReaderToken)
{
    private static readonly string[] Names =
    [
        "TOOTPRINT_TEST_INSTANCE",
        "TOOTPRINT_TEST_TOKEN",
        "TOOTPRINT_TEST_TOKEN2",
    ];

    /// <summary>Skips the test when the environment names none; names one only in part, and it fails.</summary>
    public static RealServer FromEnvironment()
    {
        var values = Names.Select(name => Environment.GetEnvironmentVariable(name) ?? "").ToList();
        if (values.TrueForAll(value => value.Length == 0))
        {
            Assert.Skip(
                $"needs a real server: set {string.Join(", ", Names)} (a test account's and a second user's "
                    + "token; `eng/snac start DIR` gives all three)"
            );
        }

        foreach (var (name, value) in Names.Zip(values))
        {
            Assert.True(value.Length > 0, $"{name} is not set, and the others of {string.Join(", ", Names)} are");
        }

        return new RealServer(new Uri(values[0].TrimEnd('/') + "/"), values[1], values[2]);
    }
}
