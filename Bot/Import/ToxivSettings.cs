using System.Text;
using System.Text.Json;
using Bot.Options;

namespace Bot.Import;

/// <summary>
/// Writes an import's accounts as our settings: one file without secrets, and a file for each token that only its owner
/// may read.
/// </summary>
internal static class ToxivSettings
{
    private const string SettingsFile = "appsettings.json";

    /// <summary>Everything that would be written, path and content; tokens are the files below <c>tokens</c>.</summary>
    public static IReadOnlyList<(string Path, string Content, bool Secret)> Files(ToxivImport import, string folder)
    {
        var tokens = import
            .Accounts.Select(account =>
                (Path: TokenFile(account, folder), Content: Token(account) + "\n", Secret: true)
            )
            .Where(file => file.Content.Length > 1);
        return [.. tokens, (Path.Combine(folder, SettingsFile), Settings(import, folder), false)];
    }

    /// <summary>Which of these are there already with another content; nothing may be written over.</summary>
    public static IEnumerable<string> InTheWay(IEnumerable<(string Path, string Content, bool Secret)> files) =>
        files
            .Where(file => File.Exists(file.Path) && File.ReadAllText(file.Path) != file.Content)
            .Select(file => file.Path);

    /// <exception cref="IOException">A folder or file cannot be written.</exception>
    public static void Write(IEnumerable<(string Path, string Content, bool Secret)> files)
    {
        foreach (var (path, content, secret) in files.Where(file => !File.Exists(file.Path)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            // Set when the file is created: a token that others could read for a second would have to be revoked.
            if (secret && !OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var file = new FileStream(path, options);
            file.Write(Encoding.UTF8.GetBytes(content));
        }
    }

    /// <summary>What the reference does and these settings do not, or do in another way.</summary>
    public static IEnumerable<string> Differences(ToxivImport import)
    {
        foreach (var account in import.Accounts)
        {
            if (Token(account).Length == 0)
            {
                yield return $"{account.Handle} has no access_token in the switches: write one to the file that "
                    + "AccessTokenFile of its account names";
            }

            if (!account.Categories[0].Has("newsubmissions"))
            {
                yield return $"{account.Handle} has newsubmissions off: its summaries go out, papers of their own do not "
                    + "(NewPapers none)";
            }

            var first = account.Categories[0];
            if (first.Has("crosslistings") && first.Has("grouped_crosslists"))
            {
                yield return $"{account.Handle} has crosslistings and grouped_crosslists on: here an account tells of a "
                    + "cross-listed paper once, in lists, since they name all; set CrossLists to boost for boosts "
                    + "instead";
            }

            if (Replacing(first) is { Length: > 1 } ways)
            {
                yield return $"{account.Handle} has {string.Join(", ", ways.Select(way => way.Switch))} on: here an "
                    + $"account tells of a new version once, by Replacements {ways[0].Setting}; set it to "
                    + $"{string.Join(" or ", ways[1..].Select(way => way.Setting))} instead if you like that better";
            }

            if (Replacing(first) is [("boost_replacements", _), ..])
            {
                yield return $"{account.Handle} has boost_replacements alone on, which boosts toots about replacements: "
                    + "here the paper's first toot is boosted";
            }

            foreach (
                var other in account
                    .Categories.Skip(1)
                    .Where(other =>
                        !other.Switches.SetEquals(account.Categories[0].Switches)
                        || other.Visibility != account.Categories[0].Visibility
                    )
            )
            {
                yield return $"{account.Handle} has other switches for {other.Category} than for "
                    + $"{account.Categories[0].Category}; one account has one manner here, and it is that of "
                    + $"{account.Categories[0].Category}";
            }
        }
    }

    // The first that is on counts: lists are the fewest toots and name all; toots name more than boosts, which the
    // reference makes of toots.
    private static (string Switch, string Setting)[] Replacing(ToxivCategory category) =>
        [
            .. new[]
            {
                ("grouped_replacements", "list"),
                ("toot_replacements", "toot"),
                ("boost_replacements", "boost"),
            }.Where(one => category.Has(one.Item1)),
        ];

    private static string Token(ToxivAccount account) =>
        account.Categories.Select(category => category.Token).FirstOrDefault(token => token.Length > 0) ?? "";

    private static string TokenFile(ToxivAccount account, string folder) =>
        Path.Combine(
            folder,
            "tokens",
            string.Concat(
                $"{account.Acct}@{account.Host}".Select(c =>
                    char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '@' or '-' ? c : '-'
                )
            )
        );

    private static string Settings(ToxivImport import, string folder)
    {
        using var bytes = new MemoryStream();
        using (
            var json = new Utf8JsonWriter(
                bytes,
                new JsonWriterOptions
                {
                    Indented = true,
                    Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
                }
            )
        )
        {
            json.WriteStartObject();
            json.WriteStartObject("Bot");
            json.WriteStartArray("Accounts");
            foreach (var account in import.Accounts)
            {
                Write(json, account, folder);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter json, ToxivAccount account, string folder)
    {
        var first = account.Categories[0];
        var address = new Uri($"https://{account.Host}");
        json.WriteStartObject();
        json.WriteString("Name", account.Acct);
        json.WriteString(
            "Instance",
            SettingsReader.IsLoopback(address) ? $"http://{account.Host}" : $"https://{account.Host}"
        );
        json.WriteString("AccessTokenFile", TokenFile(account, folder));
        json.WriteStartArray("Categories");
        foreach (var category in account.Categories.Select(one => one.Category).Distinct())
        {
            json.WriteStringValue(category);
        }

        json.WriteEndArray();
        if (
            Enum.TryParse<TootVisibility>(first.Visibility, ignoreCase: true, out var visibility)
            && visibility != TootVisibility.Public
        )
        {
            json.WriteString("Visibility", visibility.ToString().ToLowerInvariant());
        }

        if (!first.Has("newsubmissions"))
        {
            json.WriteString("NewPapers", "none");
        }

        if (first.Has("grouped_crosslists") || first.Has("crosslistings"))
        {
            json.WriteString("CrossLists", first.Has("grouped_crosslists") ? "list" : "boost");
        }

        if (Replacing(first) is [var (_, replacements), ..])
        {
            json.WriteString("Replacements", replacements);
        }

        if (first.Has("abstracts"))
        {
            json.WriteString("LongAbstract", "thread");
        }

        json.WriteEndObject();
    }
}
