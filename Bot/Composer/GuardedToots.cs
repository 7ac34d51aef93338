using Bot.Text;
using Bot.Text.Safety;

namespace Bot.Composer;

/// <summary>
/// Composes for servers that read markup in a text (snac, Hollo), or may: characters that they would misread are sent
/// in a form that they do not. That is longer, so the text is composed again for less room until it fits.
/// </summary>
internal static class GuardedToots
{
    // No server's limit is smaller. Without this floor a text of nothing but such characters would never fit.
    private const int LeastRoom = 60;

    /// <summary>Composes toots.</summary>
    public static IReadOnlyList<Toot> Compose(TootLimits limits, Func<TootLimits, IReadOnlyList<Toot>> compose) =>
        Compose(limits, compose, toot => toot, (_, guarded) => guarded);

    /// <summary>Composes what has a toot.</summary>
    /// <param name="limits">The server's.</param>
    /// <param name="compose">Composes within the limits it is given, and guards nothing.</param>
    /// <param name="tootOf">The toot of what was composed.</param>
    /// <param name="with">A copy that has the guarded toot.</param>
    public static IReadOnlyList<T> Compose<T>(
        TootLimits limits,
        Func<TootLimits, IReadOnlyList<T>> compose,
        Func<T, Toot> tootOf,
        Func<T, Toot, T> with
    )
    {
        if (limits.Markup == MarkupRule.None)
        {
            return compose(limits);
        }

        for (var room = limits.MaxCharacters; ; )
        {
            var guarded = compose(limits with { MaxCharacters = room, Markup = MarkupRule.None })
                .Select(one => with(one, Guarded(tootOf(one), limits)))
                .ToList();
            var longest = guarded.Select(one => tootOf(one).Characters).DefaultIfEmpty().Max();
            if (longest <= limits.MaxCharacters || room <= LeastRoom)
            {
                return guarded;
            }

            room = Math.Max(LeastRoom, (int)((long)room * limits.MaxCharacters / longest));
        }
    }

    private static Toot Guarded(Toot toot, TootLimits limits)
    {
        var text = limits.Markup switch
        {
            MarkupRule.Snac => MarkupGuard.Guard(toot.Text),
            MarkupRule.Markdown => MarkdownGuard.Guard(toot.Text),
            _ => CategoryNames.Guard(toot.Text),
        };
        return toot with { Text = text, Characters = TootLength.Count(text, toot.SpoilerText, limits) };
    }
}
