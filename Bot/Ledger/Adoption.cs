using Bot.Arxiv;

namespace Bot.Ledger;

/// <summary>
/// Makes rows of one account's finds, given oldest first. A toot that the ledger still had queued (it was restored
/// from a back-up) becomes sent: the timeline has it.
/// </summary>
/// <param name="rows">The account's, in a transaction.</param>
/// <param name="account">The account's number.</param>
/// <param name="category">For finds that do not tell theirs.</param>
/// <param name="now">The time.</param>
internal sealed class Adoption(IAdoptedRows rows, long account, string category, DateTimeOffset now)
{
    private readonly Dictionary<string, AdoptedPart> _parts = [];
    private long _lastThread = rows.LastThread();
    private DateOnly _date = DateOnly.FromDateTime(now.UtcDateTime);

    /// <summary>Returns how many toots the ledger did not know as sent: 0 or 1.</summary>
    public int Adopt(FoundToot find)
    {
        _date = find.Date ?? _date;
        return find switch
        {
            { Retold: var (kind, papers) } => AdoptCrossListsOrReplacements(find, kind, papers),
            { Listed.Count: > 0 } => AdoptList(find),
            { InReplyTo: not null, Paper: { } withdrawn } => AdoptWithdrawal(find, withdrawn),
            { InReplyTo: null } => AdoptArticleOrSummary(find),
            _ => AdoptReply(find),
        };
    }

    private int AdoptCrossListsOrReplacements(
        FoundToot find,
        TootKind kind,
        IReadOnlyList<(ArxivId Paper, int Version)> papers
    )
    {
        var thread = ++_lastThread;
        if (papers.Count == 0)
        {
            return 0;
        }

        var (first, version) = papers[0];
        var isList = kind != TootKind.Replacement;
        var identity = isList ? TootIdentity.OfKind(kind, first, version) : TootIdentity.Replaced(first, version);
        var row = Row(find, thread, identity, kind) with { Paper = first };
        var unknown = Note(row);
        if (isList)
        {
            NoteListed(row, papers);
        }

        return unknown;
    }

    // A paper that the ledger had queued in another way has been said in this list, with all its parts.
    private int AdoptList(FoundToot find)
    {
        var first = find.Listed[0];
        var row = Row(find, ++_lastThread, TootIdentity.List(first), TootKind.List) with
        {
            Category = find.Category ?? CategoryOf(find.InReplyTo) ?? category,
            Paper = first,
        };
        var unknown = Note(row);
        foreach (var paper in find.Listed)
        {
            rows.NoteAbstractsSeen(paper);
        }

        NoteListed(row, [.. find.Listed.Select(paper => (paper, 0))]);
        return unknown;
    }

    private int AdoptWithdrawal(FoundToot find, ArxivId paper) =>
        Note(Row(find, ++_lastThread, TootIdentity.Withdrawn(paper), TootKind.Withdrawal) with { Paper = paper });

    private int AdoptArticleOrSummary(FoundToot find)
    {
        var thread = ++_lastThread;
        if (find.Paper is not { } paper)
        {
            var summary = TootIdentity.Summary(find.Category!, find.Date!.Value);
            return Note(Row(find, thread, summary, TootKind.Summary));
        }

        _parts[find.StatusId] = new AdoptedPart(thread, paper, 1);
        return Note(Row(find, thread, TootIdentity.Article(paper), TootKind.Article) with { Paper = paper });
    }

    // The next part of an article's thread; the ledger may know its beginning, if the other parts were said after its
    // back-up. A reply to anything else is none of ours.
    private int AdoptReply(FoundToot find)
    {
        var answered = find.InReplyTo!;
        if ((_parts.GetValueOrDefault(answered) ?? rows.PartOf(answered)) is not { } parent)
        {
            return 0;
        }

        var part = parent with { Part = parent.Part + 1 };
        _parts[find.StatusId] = part;
        var identity = TootIdentity.Article(part.Paper, part.Part);
        return Note(
            Row(find, part.Thread, identity, TootKind.Abstract) with
            {
                Part = part.Part,
                Category = category,
                Paper = part.Paper,
            }
        );
    }

    private OutboxRow Row(FoundToot find, long thread, string identity, TootKind kind) =>
        new()
        {
            Account = account,
            Thread = thread,
            Identity = identity,
            Kind = kind,
            Category = kind is TootKind.Summary or TootKind.Article ? find.Category ?? category : category,
            Date = _date,
            Version = 0,
            State = OutboxState.Sent,
            StatusId = find.StatusId,
            Url = find.Url,
            QueuedAt = now,
            IsRecovered = true,
        };

    private int Note(OutboxRow row)
    {
        if (rows.NoteSent(row))
        {
            return 1;
        }

        if (rows.KnowsStatus(row.StatusId!))
        {
            return 0;
        }

        // Another bot or its operator has said it a second time. The ledger has to know that status as well, or it
        // would take it for a stranger's for ever.
        var again = row with
        {
            Identity = $"{row.Identity}/again {row.StatusId}",
            Kind = TootKind.Abstract,
        };
        return rows.NoteSent(again) ? 1 : 0;
    }

    private void NoteListed(OutboxRow list, IReadOnlyList<(ArxivId Paper, int Version)> papers)
    {
        foreach (var (at, (paper, version)) in papers.Index())
        {
            rows.NoteListed(
                list with
                {
                    Part = at + 1,
                    Identity = TootIdentity.Listed(list.Kind, paper, version),
                    Kind = list.Kind.KindOfEach(),
                    Paper = paper,
                    Version = version,
                    State = OutboxState.Seen,
                    StatusId = null,
                    Url = null,
                }
            );
        }
    }

    private string? CategoryOf(string? statusId) => statusId is null ? null : rows.CategoryOf(statusId);
}
