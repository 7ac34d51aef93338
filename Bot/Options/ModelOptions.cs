namespace Bot.Options;

/// <summary>
/// A language model that puts abstracts in four sentences for the readers' page; at any endpoint that speaks OpenAI's
/// chat completions.
/// </summary>
public sealed record ModelOptions
{
    /// <summary>The interface's address, ending with a slash; <c>chat/completions</c> is appended.</summary>
    public required Uri Url { get; init; }

    /// <summary>As the endpoint calls it, and as readers are told.</summary>
    public required string Name { get; init; }

    /// <summary>Holds what the endpoint wants as a bearer token; empty for none.</summary>
    public required string TokenFile { get; init; }

    /// <summary>How many times a day it may be asked, whatever comes of it.</summary>
    public required int PerDay { get; init; }
    public required TimeSpan Timeout { get; init; }

    /// <summary>Null when nobody has set one.</summary>
    public static ModelOptions? Read(SettingsReader settings)
    {
        const string Key = "Bot:Digest:Model";
        var url = settings.Url(
            $"{Key}:Url",
            "",
            "https address; http on loopback",
            "A language model that sums up abstracts for the readers' page, at an endpoint that speaks "
                + "OpenAI's chat completions, such as `http://127.0.0.1:11434/v1`; papers that it has not done, or "
                + "not well, keep the sentences quoted from their abstracts. Asked by `run` alone, never for a "
                + "toot; none when empty"
        );
        var name = settings.Text($"{Key}:Name", "", "any text", "Which of the endpoint's models; readers are told it");
        var model = new ModelOptions
        {
            Url = url is null ? new Uri("http://127.0.0.1/") : new Uri(url.AbsoluteUri.TrimEnd('/') + "/"),
            Name = name,
            TokenFile = settings.Text(
                $"{Key}:TokenFile",
                "",
                "file",
                "A file that holds the endpoint's token and nothing else; none is sent when empty"
            ),
            PerDay = settings.Number(
                $"{Key}:PerDay",
                150,
                1,
                10_000,
                "At most so many requests a day (UTC), those that fail too; each sends a title and an "
                    + "abstract of at most 4,500 characters and takes an answer of at most 500 tokens"
            ),
            Timeout = settings.Duration(
                $"{Key}:Timeout",
                "00:01:00",
                TimeSpan.FromSeconds(1),
                TimeSpan.FromMinutes(10),
                "How long an answer may take; nothing else waits for it"
            ),
        };
        if (url is null && settings.IsSet($"{Key}:Name") && name.Length > 0)
        {
            settings.Mistake($"{Key}:Name is '{name}', but {Key}:Url is empty; name the endpoint, or remove the model");
        }

        if (url is not null && name.Length is 0 or > 100)
        {
            settings.Mistake($"{Key}:Name is '{name}'; name one of the endpoint's models, in at most 100 characters");
        }

        return url is null ? null : model;
    }
}
