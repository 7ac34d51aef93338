using System.Globalization;
using System.Text.Json;
using Bot.Arxiv;

namespace Bot.Import;

/// <summary>
/// One category of the reference bot's <c>switches.json</c>, with the files that <c>logfiles.json</c> names for it.
/// </summary>
/// <param name="Category">As arXiv spells it.</param>
/// <param name="Acct">The account's name, without its server.</param>
/// <param name="Host">The account's server.</param>
/// <param name="Switches">What is on, by the reference's names; everything else is off.</param>
/// <param name="Visibility">As the reference writes it; empty when it says nothing.</param>
/// <param name="Token">Empty when there is none.</param>
/// <param name="Logs">File by purpose, such as <c>newsubmission_log</c>.</param>
internal sealed record ToxivCategory(
    string Category,
    string Acct,
    string Host,
    IReadOnlySet<string> Switches,
    string Visibility,
    string Token,
    IReadOnlyDictionary<string, string> Logs
)
{
    public bool Has(string name) => Switches.Contains(name);

    // The default ToString of a record would print the token.
    public override string ToString() => $"{Category} of @{Acct}@{Host}";
}

/// <summary>
/// Reads the reference bot's JSON files, which are not always valid: trailing commas and comments are let pass.
/// </summary>
internal static class ToxivFiles
{
    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>
    /// The categories in the order of the switches; an entry that cannot be used is a problem of its own and stops no
    /// other.
    /// </summary>
    /// <param name="switches">The file with switches and tokens.</param>
    /// <param name="logfiles">The file that names the logs.</param>
    /// <param name="problems">Takes one line for each entry that is left out.</param>
    /// <exception cref="InvalidDataException">A file cannot be read at all; says where and what to do.</exception>
    public static List<ToxivCategory> Read(string switches, string logfiles, ICollection<string> problems)
    {
        var logs = Objects(logfiles)
            .ToDictionary(entry => ArxivCategories.Spelling(entry.Name) ?? entry.Name, entry => entry.Values);
        var categories = new List<ToxivCategory>();
        foreach (var (name, values) in Objects(switches))
        {
            if (ArxivCategories.Spelling(name) is not { } category)
            {
                problems.Add($"{switches}: arXiv has no category '{name}'; it is left out");
            }
            else if (Account(values.GetValueOrDefault("username", "")) is not var (acct, host))
            {
                problems.Add(
                    $"{switches}: {name} has the username '{values.GetValueOrDefault("username")}', which "
                        + "names no account such as @bot@mastodon.example; it is left out"
                );
            }
            else
            {
                var on = values.Where(one => one.Value is "1" or "true").Select(one => one.Key).ToHashSet();
                categories.Add(
                    new ToxivCategory(
                        category,
                        acct,
                        host,
                        on,
                        values.GetValueOrDefault("visibility", ""),
                        values.GetValueOrDefault("access_token", "").Trim(),
                        logs.GetValueOrDefault(category) ?? []
                    )
                );
            }
        }

        return categories;
    }

    /// <summary>A file's flat pairs of texts, such as aliases and captions.</summary>
    /// <exception cref="InvalidDataException">It cannot be read; says where and what to do.</exception>
    public static IReadOnlyDictionary<string, string> Pairs(string path)
    {
        using var document = Document(path);
        return Texts(document.RootElement);
    }

    /// <summary>An account's name and server; null when it is not written as <c>@name@server</c>.</summary>
    public static (string Acct, string Host)? Account(string username) =>
        username.Trim().TrimStart('@').Split('@') is [{ Length: > 0 } acct, { Length: > 0 } host]
        && Uri.CheckHostName(host.Split(':')[0]) != UriHostNameType.Unknown
            ? (acct, host)
            : null;

    private static List<(string Name, Dictionary<string, string> Values)> Objects(string path)
    {
        using var document = Document(path);
        return
        [
            .. document
                .RootElement.EnumerateObject()
                .Where(entry => entry.Value.ValueKind == JsonValueKind.Object)
                .Select(entry => (entry.Name, Texts(entry.Value))),
        ];
    }

    // Where a name stands twice, the last one counts, as in the reference.
    private static Dictionary<string, string> Texts(JsonElement element)
    {
        var texts = new Dictionary<string, string>();
        foreach (var property in element.EnumerateObject())
        {
            texts[property.Name] =
                property.Value.ValueKind == JsonValueKind.String
                    ? property.Value.GetString()!
                    : property.Value.GetRawText();
        }

        return texts;
    }

    private static JsonDocument Document(string path)
    {
        try
        {
            using var file = File.OpenText(path);
            var document = JsonDocument.Parse(file.ReadToEnd(), Lenient);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
            throw new InvalidDataException($"{path} holds no JSON object; name the reference bot's own file");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path} line {e.LineNumber + 1} is not JSON even with trailing commas and comments let "
                        + $"pass; mend that line and try again"
                ),
                e
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new InvalidDataException($"{path} cannot be read: {e.Message}", e);
        }
    }
}
