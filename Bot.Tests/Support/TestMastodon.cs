using Bot.Sandbox;

namespace Bot.Tests.Support;

/// <summary>
/// The version of Mastodon that the tests run against where they don't name one. The variable TOOTPRINT_TEST_MASTODON
/// chooses it: the newest that the sandbox knows unless it says otherwise.
/// </summary>
internal static class TestMastodon
{
    private const string Variable = "TOOTPRINT_TEST_MASTODON";

    /// <exception cref="InvalidOperationException">The sandbox has no such version.</exception>
    public static string Version { get; } = Read();

    /// <summary>A sandbox of the version that was chosen, unless the options name an older one themselves.</summary>
    public static SandboxOptions Of(SandboxOptions options) =>
        options.Version == SandboxOptions.Versions[^1] ? options with { Version = Version } : options;

    private static string Read()
    {
        var version = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } chosen
            ? chosen
            : SandboxOptions.Versions[^1];
        return SandboxOptions.Versions.Contains(version)
            ? version
            : throw new InvalidOperationException($"{Variable} is one of {string.Join(", ", SandboxOptions.Versions)}");
    }
}
