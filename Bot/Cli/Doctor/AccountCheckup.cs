using Bot.Options;
using Bot.Pipeline.Sending;
using Bot.Publisher;

namespace Bot.Cli.Doctor;

/// <summary>Checks an account at its instance. It only reads.</summary>
/// <param name="findings">What it finds.</param>
/// <param name="page">The readers' page's address as the world knows it; null without a page.</param>
internal sealed class AccountCheckup(Findings findings, Uri? page)
{
    // For each thing that the bot does, the scopes that allow it, the narrowest first. Mastodon 4.3 introduced
    // "profile".
    private static readonly string[][] Needs =
    [
        ["profile", "read:accounts", "read"],
        ["read:statuses", "read"],
        ["write:statuses", "write"],
    ];

    private readonly Dictionary<string, AccountOptions> _met = [];

    public async Task RunAsync(AccountOptions account, MastodonClient client, CancellationToken cancellation)
    {
        var name = $"{account}";
        switch (await client.VerifyAsync(cancellation))
        {
            case Verification.Unreachable unreachable:
                findings.Problem(
                    name,
                    unreachable.RetryAt is null
                        ? $"{unreachable.Reason}; check {account.Key}:Instance and the network"
                        : $"{unreachable.Reason}; ask again then"
                );
                return;
            case Verification.Denied denied:
                findings.Problem(name, denied.Trouble);
                return;
            case Verification.Known known:
                findings.Ok(name, $"the token is that of @{known.Acct}");
                if (!_met.TryAdd($"{account.Instance!.Authority} {known.Id}", account))
                {
                    findings.Problem(
                        name,
                        "it is the same account as that of "
                            + $"{_met[$"{account.Instance.Authority} {known.Id}"].Key}; give each a token of its "
                            + "own, or join their Categories"
                    );
                }

                if (!known.IsBot)
                {
                    findings.Advice(
                        name,
                        $"@{known.Acct} is not marked as a bot, which most servers ask for; set \"This is an "
                            + "automated account\" in its profile"
                    );
                }

                Attribution(name, known);
                await InstanceAsync(name, known, client, cancellation);
                await TokenAsync(account, name, known.Id, client, cancellation);
                return;
        }
    }

    // The page names the account as its creator. Mastodon shows that only where the account has named the page too.
    private void Attribution(string name, Verification.Known known)
    {
        if (page is null || page.IsLoopback || known.AttributionDomains is not { } sites)
        {
            return;
        }

        var isNamed = sites.Any(site =>
            page.Host.Equals(site, StringComparison.OrdinalIgnoreCase)
            || page.Host.EndsWith($".{site}", StringComparison.OrdinalIgnoreCase)
        );
        if (!isNamed)
        {
            findings.Advice(
                name,
                $"links to your page do not show @{known.Acct}; add {page.Host} in its preferences under Public profile, "
                    + "Verification, Author attribution"
            );
        }
    }

    private async Task InstanceAsync(
        string name,
        Verification.Known known,
        MastodonClient client,
        CancellationToken cancellation
    )
    {
        if (await client.InstanceAsync(cancellation) is not { } instance)
        {
            findings.Problem(
                name,
                "the instance does not state its limits (api/v2/instance and api/v1/instance fail), so no "
                    + "toot can be composed; try again later"
            );
            return;
        }

        Formats(name, known.Format, instance.Kind, await client.FormatsAsync(cancellation));
        if (instance.Kind == ServerKind.Unknown)
        {
            findings.Advice(
                name,
                $"a server program that the bot does not know ({instance.Version}), so it counts characters "
                    + $"by the strictest rule, up to {instance.Limits.MaxCharacters}"
            );
        }
        else
        {
            findings.Ok(
                name,
                $"{instance.Kind} {instance.Version}, at most {instance.Limits.MaxCharacters} characters, "
                    + $"{(instance.Limits.LinkPrice > 0 ? $"{instance.Limits.LinkPrice} for a link" : "links in full")}"
            );
        }
    }

    // Where a server would read markup although toots are sent as plain text.
    private void Formats(string name, string? usual, ServerKind kind, IReadOnlyList<string>? taken)
    {
        if (TextFormat.Doubt(kind, usual, taken) is not { } doubt)
        {
            if (usual is not null && !TextFormat.IsPlain(usual))
            {
                findings.Ok(name, $"toots are sent as text/plain, whatever the account's usual format ({usual})");
            }
        }
        else if (ServerHabits.Of(kind).ReadsMarkup)
        {
            findings.Ok(name, doubt);
        }
        else
        {
            findings.Advice(name, doubt);
        }
    }

    // Scopes that some settings need besides. Toots go out without them too.
    private static IEnumerable<(string Scope, string Setting, string Loss)> Extras(AccountOptions account)
    {
        if (account.Summary.Picture)
        {
            yield return ("write:media", "SummaryPicture", "summaries go out without their picture");
        }

        if (account.Summary.Pin)
        {
            yield return ("write:accounts", "PinSummary", "summaries are not pinned");
        }
    }

    // Only a post would show whether the token may post, so its scopes are read instead. Not every server tells them.
    private async Task TokenAsync(
        AccountOptions account,
        string name,
        string accountId,
        MastodonClient client,
        CancellationToken cancellation
    )
    {
        if (await client.OwnStatusesAsync(accountId, null, cancellation) is (null, var trouble))
        {
            findings.Problem(
                name,
                $"its own toots cannot be read ({trouble}), so a doubtful answer could not be cleared up; that needs a "
                    + "token with the scope read:statuses"
            );
        }
        else
        {
            findings.Ok(name, "its own toots can be read");
        }

        if (await client.ScopesAsync(cancellation) is not { } scopes)
        {
            findings.Ok(
                name,
                "the server does not tell the token's scopes; it needs profile, read:statuses and write:statuses"
            );
            return;
        }

        var missing = Needs.Where(need => !need.Any(scopes.Contains)).Select(need => need[0]).ToList();
        var extra = Extras(account).ToList();
        var spare = scopes
            .Where(scope =>
                !Needs.Any(need => need[0] == scope || (need.Contains(scope) && scope == "read:accounts"))
                && !extra.Exists(one => one.Scope == scope)
            )
            .ToList();
        foreach (
            var (scope, setting, loss) in extra.Where(one => !scopes.Contains(one.Scope) && !scopes.Contains("write"))
        )
        {
            findings.Advice(
                name,
                $"the token lacks the scope {scope}, so {loss}; make one that has it too, or set "
                    + $"{account.Key}:{setting} to false"
            );
        }

        if (missing.Count > 0)
        {
            findings.Problem(
                name,
                $"the token lacks the scopes {string.Join(", ", missing)}; make one with profile, "
                    + "read:statuses and write:statuses"
            );
        }
        else if (spare.Count > 0)
        {
            findings.Advice(
                name,
                $"the token may do more than the bot needs ({string.Join(", ", spare)}); one with profile, "
                    + "read:statuses and write:statuses is safer to keep"
            );
        }
        else
        {
            findings.Ok(name, $"the token's scopes suffice ({string.Join(", ", scopes)})");
        }
    }
}
