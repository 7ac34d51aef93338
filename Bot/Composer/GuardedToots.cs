using Bot.Text.Safety;

namespace Bot.Composer;

/// <summary>
/// Composes for servers that read markup in a text (snac): what they would misread is sent as character references.
/// Those take room of their own, so the text is composed anew for less until it fits with them.
/// </summary>
internal static class GuardedToots
{
    // Below this no server's limit lies; a text made of signs alone must not be composed for ever.
    private const int LeastRoom = 60;

    /// <param name="limits">The server's.</param>
    /// <param name="compose">Composes for limits; what it gives is not guarded yet.</param>
    /// <param name="tootOf">The toot of what was composed.</param>
    /// <param name="with">The same with another toot.</param>
    public static IReadOnlyList<T> Compose<T>(
        TootLimits limits,
        Func<TootLimits, IReadOnlyList<T>> compose,
        Func<T, Toot> tootOf,
        Func<T, Toot, T> with
    )
    {
        if (!limits.ReadsMarkup)
        {
            return compose(limits);
        }

        for (var room = limits.MaxCharacters; ; )
        {
            var guarded = compose(limits with { MaxCharacters = room, ReadsMarkup = false })
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
        var text = MarkupGuard.Guard(toot.Text);
        return toot with { Text = text, Characters = TootLength.Count(text, toot.SpoilerText, limits) };
    }
}
