using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;

namespace Bot.Options;

/// <summary>One setting as an operator sees it.</summary>
public sealed record Setting(string Key, string Default, string Range, string Reason);

/// <summary>
/// Reads settings and gathers every mistake, so that an operator mends them in one go. Each call declares a setting
/// once, in the order of the table in docs/settings.md: key, default, range, reason. A test checks that table against
/// these declarations.
/// </summary>
public sealed class SettingsReader(IConfiguration configuration)
{
    private const int MostCharacters = 1000;

    private readonly List<Setting> _declared = [];
    private readonly List<string> _mistakes = [];
    private readonly HashSet<string> _lists = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<Setting> Declared => _declared;

    /// <summary>Each names the key, the value and the remedy.</summary>
    public IReadOnlyList<string> Mistakes => _mistakes;

    /// <summary>
    /// A message that quotes a value without end is cut in its middle: the key stands at its beginning, the remedy at
    /// its end.
    /// </summary>
    public void Mistake(string message) =>
        _mistakes.Add(
            message.Length <= MostCharacters
                ? message
                : $"{message[..(MostCharacters / 2)]} ... {message[^(MostCharacters / 2)..]}"
        );

    /// <summary>True when an operator has set it, even to an empty value.</summary>
    public bool IsSet(string key) => configuration[key] is not null;

    public string Text(string key, string fallback, string range, string reason)
    {
        Declare(key, fallback, range, reason);
        return configuration[key]?.Trim() ?? fallback;
    }

    /// <summary>
    /// A list under <c>key:0</c>, <c>key:1</c>, ... or one value with words between spaces or commas; an empty value
    /// means none.
    /// </summary>
    public IReadOnlyList<string> List(string key, string fallback, string range, string reason)
    {
        Declare(key, fallback, range, reason);
        _lists.Add(General(key));
        // One value given outright wins over a list from another place: nobody writes it but to replace the shipped
        // list.
        if (configuration[key] is { } value)
        {
            return Split(value);
        }

        var items = configuration
            .GetSection(key)
            .GetChildren()
            .Select(child => child.Value?.Trim() ?? "")
            .Where(item => item.Length > 0)
            .ToList();
        return items.Count > 0 ? items : Split(fallback);
    }

    public TimeSpan Duration(string key, string fallback, TimeSpan least, TimeSpan most, string reason)
    {
        var range = $"{least:c} to {most:c}";
        var text = Text(key, fallback, range, reason);
        // A bare number would be read as days: surely not what "10" meant.
        var isTime = TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && text.Contains(':');
        if (isTime && time >= least && time <= most)
        {
            return time;
        }

        Mistake($"{key} is '{text}', which is no time from {range}; write hours:minutes:seconds, such as {fallback}");
        return TimeSpan.Parse(fallback, CultureInfo.InvariantCulture);
    }

    public int Number(string key, int fallback, int least, int most, string reason)
    {
        var text = Text(key, fallback.ToString(CultureInfo.InvariantCulture), $"{least} to {most}", reason);
        if (
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
        )
        {
            return number;
        }

        Mistake($"{key} is '{text}', which is no whole number from {least} to {most}; the default is {fallback}");
        return fallback;
    }

    public bool Flag(string key, bool fallback, string reason)
    {
        var text = Text(key, fallback ? "true" : "false", "true \\| false", reason);
        if (bool.TryParse(text, out var flag))
        {
            return flag;
        }

        Mistake($"{key} is '{text}'; write true or false");
        return fallback;
    }

    public T Choice<T>(string key, T fallback, string reason)
        where T : struct, Enum
    {
        var range = string.Join(" \\| ", Enum.GetNames<T>().Select(name => name.ToLowerInvariant()));
        var text = Text(key, fallback.ToString().ToLowerInvariant(), range, reason);
        if (text.All(char.IsAsciiLetter) && Enum.TryParse<T>(text, ignoreCase: true, out var choice))
        {
            return choice;
        }

        Mistake($"{key} is '{text}'; write one of {range.Replace(" \\| ", ", ")}");
        return fallback;
    }

    /// <summary>
    /// A web address, null when empty or wrong. Plain <c>http</c> is for loopback only, where nobody can listen in,
    /// unless <paramref name="plainAnywhere"/>.
    /// </summary>
    public Uri? Url(string key, string fallback, string range, string reason, bool plainAnywhere = false)
    {
        var text = Text(key, fallback, range, reason);
        if (text.Length == 0)
        {
            return null;
        }

        var isUrl = Uri.TryCreate(text, UriKind.Absolute, out var url);
        if (!isUrl || (url!.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp))
        {
            var example = fallback.Length > 0 ? fallback : "https://mastodon.example";
            Mistake($"{key} is '{text}', which is no web address; write one such as {example}");
            return null;
        }

        if (url.UserInfo.Length > 0)
        {
            Mistake($"{key} carries a user name or password; remove the part before the @");
            return null;
        }

        if (url.Scheme == Uri.UriSchemeHttp && !plainAnywhere && !IsLoopback(url))
        {
            Mistake($"{key} is '{text}'; use https:// (plain http:// only for a server on this machine's loopback)");
            return null;
        }

        return url;
    }

    /// <summary>True for an address on this machine; a name other than localhost is never trusted to be one.</summary>
    public static bool IsLoopback(Uri url) =>
        url.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    /// <summary>Reports keys below <c>Bot:</c> that nothing has asked for: nearly always a typing error.</summary>
    public void ReportUnknown()
    {
        var known = _declared.Select(setting => setting.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in configuration.AsEnumerable())
        {
            if (value is null || !key.StartsWith("Bot:", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var general = General(key);
            var parent = general[..general.LastIndexOf(':')];
            var listItem = general.EndsWith(":N", StringComparison.Ordinal) && _lists.Contains(parent);
            if (known.Contains(general) || listItem)
            {
                continue;
            }

            var near = known
                .Where(one => one.StartsWith(parent + ":", StringComparison.OrdinalIgnoreCase))
                .Select(one => one[(parent.Length + 1)..]);
            Mistake(
                $"{key} is no setting of this version; below {parent} there are: "
                    + $"{string.Join(", ", near.DefaultIfEmpty("none"))}"
            );
        }
    }

    private static string[] Split(string words) => words.Split([' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries);

    // "Bot:Accounts:0:Name" and "Bot:Accounts:1:Name" are one setting, "Bot:Accounts:N:Name".
    private static string General(string key) =>
        string.Join(':', key.Split(':').Select(part => part.Length > 0 && part.All(char.IsAsciiDigit) ? "N" : part));

    private void Declare(string key, string fallback, string range, string reason)
    {
        var general = General(key);
        if (_declared.TrueForAll(setting => setting.Key != general))
        {
            _declared.Add(new Setting(general, fallback, range, reason));
        }
    }
}
