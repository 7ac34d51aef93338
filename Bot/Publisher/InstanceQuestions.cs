using System.Net;

namespace Bot.Publisher;

/// <summary>What an instance says about itself.</summary>
/// <param name="Kind">Which program it is.</param>
/// <param name="Limits">Of a toot.</param>
/// <param name="Version">As it calls it; may be empty.</param>
public readonly record struct InstanceFacts(ServerKind Kind, TootLimits Limits, string Version)
{
    /// <summary>Of a picture's description, in characters, up to Mastodon 4.5 (MediaAttachment).</summary>
    public const int UsualDescription = 1500;

    /// <summary>Of a picture's description, in characters; Mastodon 4.6 takes 10,000.</summary>
    public int LongestDescription { get; init; } = UsualDescription;
}

/// <summary>Asks a server what it is and what its limits are.</summary>
internal sealed class InstanceQuestions(MastodonConnection connection)
{
    /// <summary>More forms of nodeinfo than any server has.</summary>
    private const int MostDocuments = 3;

    /// <summary>See <see cref="MastodonClient.InstanceAsync"/>.</summary>
    public async Task<InstanceFacts?> AskAsync(CancellationToken cancellation)
    {
        var (instance, isSure) = await ReadAsync("api/v2/instance", cancellation);
        if (instance.MaxCharacters is null or InstanceJson.MostCharacters)
        {
            var (older, olderIsSure) = await ReadAsync("api/v1/instance", cancellation);
            isSure = older.MaxCharacters is not null || (isSure && (olderIsSure || instance.MaxCharacters is not null));
            instance = new InstanceJson(
                older.MaxCharacters ?? instance.MaxCharacters,
                instance.CharactersPerUrl ?? older.CharactersPerUrl,
                instance.Version ?? older.Version,
                instance.LongestDescription ?? older.LongestDescription
            );
        }

        if (!isSure)
        {
            return null;
        }

        var kind = ServerHabits.KindOf(await SoftwareAsync(cancellation), instance.Version);
        return new InstanceFacts(
            kind,
            new TootLimits(
                instance.MaxCharacters ?? TootLimits.Default.MaxCharacters,
                instance.CharactersPerUrl ?? TootLimits.Default.CharactersPerUrl,
                ServerHabits.Of(kind).Rule
            ),
            instance.Version ?? ""
        )
        {
            LongestDescription = instance.LongestDescription ?? InstanceFacts.UsualDescription,
        };
    }

    /// <summary>What a server of the fediverse says that it is; null of a host that is none.</summary>
    public async Task<string?> NameAsync(CancellationToken cancellation) =>
        await SoftwareAsync(cancellation) ?? (await ReadAsync("api/v1/instance", cancellation)).Instance.Version;

    /// <summary>See <see cref="MastodonClient.FormatsAsync"/>.</summary>
    public async Task<IReadOnlyList<string>?> FormatsAsync(CancellationToken cancellation)
    {
        foreach (var path in new[] { "api/v2/instance", "api/v1/instance" })
        {
            var (answer, _) = await connection.GetAsync(path, cancellation);
            if (answer is { IsSuccess: true } && FormatsJson.Of(answer.Json()) is { } formats)
            {
                return formats;
            }
        }

        return null;
    }

    /// <summary>The server program's name in nodeinfo; null when it does not tell.</summary>
    public async Task<string?> SoftwareAsync(CancellationToken cancellation)
    {
        var (links, _) = await connection.GetAsync(".well-known/nodeinfo", cancellation);
        var addresses = links is { IsSuccess: true } ? NodeInfoJson.Addresses(links.Json()) : [];
        foreach (var address in addresses.Select(Own).OfType<string>().Take(MostDocuments))
        {
            var (node, _) = await connection.GetAsync(address, cancellation);
            if (node is { IsSuccess: true } && NodeInfoJson.Software(node.Json()) is { } software)
            {
                return software;
            }
        }

        return null;
    }

    // Sure is also that it states no limit: an answer of a server that is well, whatever it says.
    private async Task<(InstanceJson Instance, bool IsSure)> ReadAsync(string path, CancellationToken cancellation)
    {
        var (answer, _) = await connection.GetAsync(path, cancellation);
        var isWell =
            answer?.Status
            is not (
                null
                or HttpStatusCode.RequestTimeout
                or HttpStatusCode.TooManyRequests
                or (>= HttpStatusCode.InternalServerError and not HttpStatusCode.NotImplemented)
            );
        return (InstanceJson.Of(answer is { IsSuccess: true } ? answer.Json() : null), isWell);
    }

    // Nodeinfo names its own document's address; only one on the same server is followed, since the token goes along.
    // Its path is put behind our address: one such as /https://elsewhere/ would be another server's address by itself.
    private string? Own(string address)
    {
        if (!Uri.TryCreate(connection.Instance, address, out var url) || url.Authority != connection.Instance.Authority)
        {
            return null;
        }

        return new UriBuilder(connection.Instance) { Path = url.AbsolutePath, Query = url.Query }
            .Uri
            .AbsoluteUri;
    }
}
