using System.Security.Cryptography;
using System.Text;

namespace Bot.Sandbox;

/// <summary>What all pages share: head, notice, icons. Nothing on them is fetched from anywhere else.</summary>
internal static class PageLayout
{
    private const string Thanks =
        "Thank you to arXiv for use of its open access interoperability. This product was not reviewed or "
        + "approved by, nor does it\nnecessarily express or reflect the policies or opinions of, arXiv.";

    private static readonly string Script = Resources.Text("timeline.js");

    /// <summary>Lets run nothing but the one script, so that no toot can do anything but be read.</summary>
    public static string Policy { get; } =
        "default-src 'none'; base-uri 'none'; form-action 'none'; connect-src 'self'; img-src 'self'; "
        + "style-src 'self'; "
        + $"script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Script)))}'";

    // Every face and icon is drawn once per page and pointed to where it is seen.
    private static readonly string Icons = Resources
        .Text("icons.svg")
        .Replace("</svg>", $"{Symbol("tootprint")}{Symbol("reader")}</svg>");

    public static string Page(string title, string body, string head = "") =>
        $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{Html.Encode(title)}</title>
            <link rel="icon" href="/avatars/tootprint.svg" type="image/svg+xml">
            <link rel="stylesheet" href="/timeline.css">
            {head}
            </head>
            <body>
            {Icons}
            {body}
            <p class="lost" role="status">The sandbox has ended; this is the last it showed.</p>
            <footer class="foot">{Thanks}</footer>
            </body>
            </html>

            """;

    /// <summary>A page that keeps itself up to date: by script, or by reloading where there is none.</summary>
    public static string LivePage(string title, string body) =>
        Page(
            title,
            $"{body}\n<script>{Script}</script>",
            "<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>"
        );

    public static string Icon(string name, string? meaning = null) =>
        meaning is null
            ? $"<svg class=\"icon\" aria-hidden=\"true\" focusable=\"false\"><use href=\"#i-{name}\"/></svg>"
            : "<svg class=\"icon\" role=\"img\" "
                + $"aria-label=\"{Html.Encode(meaning)}\"><title>{Html.Encode(meaning)}</title><use "
                + $"href=\"#i-{name}\"/></svg>";

    public static string Avatar(Account account) =>
        "<svg class=\"avatar\" aria-hidden=\"true\" focusable=\"false\"><use "
        + $"href=\"#avatar-{account.Username}\"/></svg>";

    private static string Symbol(string username)
    {
        var drawing = Resources.Text($"avatar-{username}.svg");
        return $"<symbol id=\"avatar-{username}\" viewBox=\"0 0 96 "
            + $"96\">{drawing[(drawing.IndexOf('>') + 1)..].Replace("</svg>", "")}</symbol>";
    }
}
