using Bot.Arxiv;
using Bot.Options;
using Bot.Text.Safety;

namespace Bot.Composer;

/// <summary>A toot that lists papers, and which.</summary>
public sealed record PaperList(Toot Toot, IReadOnlyList<Announcement> Papers);

/// <summary>
/// Lists papers in as few toots as they fit in: title, brief authors and abs link of each, a blank line between two. No
/// paper's entry is ever cut by the end of a toot; only one that no toot could hold is shortened.
/// </summary>
internal sealed class ListComposer
{
    private const string Gap = "\n\n";

    // A link and some words of a title: where the tags leave less room than this they have to go.
    private const int LeastEntry = 80;

    private readonly AccountOptions _account;
    private readonly TootLimits _limits;
    private readonly IReadOnlyList<string> _tags;
    private readonly ListForm _form;
    private readonly string _heading;

    /// <param name="account">Whose words they are.</param>
    /// <param name="limits">Of its server.</param>
    /// <param name="form">Of this kind of list.</param>
    public ListComposer(AccountOptions account, TootLimits limits, ListForm form)
    {
        (_account, _limits, _form) = (account, limits, form);
        var (tags, every) = (TagLine.Of(account, form.Tags), TagLine.Of(account, []));
        _tags =
            Room(tags) >= LeastEntry ? tags
            : Room(every) >= LeastEntry ? every
            : [];
        // A reader may meet any of the lists alone; where it would take the place of a paper it goes.
        _heading =
            form.Heading.Length > 0 && Room(_tags) - Price(form.Heading) - Gap.Length >= LeastEntry ? form.Heading : "";
    }

    public IReadOnlyList<PaperList> Compose(IReadOnlyList<Announcement> papers, int firstPart)
    {
        var items = papers.Select(Of).ToList();
        // A list alone has no number. Room for more digits can only be needed when a total with fewer did not do.
        for (var digits = firstPart == 1 ? 0 : Marker.Digits(firstPart); ; digits++)
        {
            var drafts = Fill(items, firstPart, digits);
            var parts = firstPart - 1 + drafts.Count;
            if (digits == 0 ? drafts.Count > 1 : Marker.Digits(parts) > digits)
            {
                continue;
            }

            return
            [
                .. drafts.Select(
                    (draft, at) =>
                        Put(
                            draft.Items,
                            Head(digits == 0 ? "" : Marker.Of(firstPart + at, parts)),
                            firstPart + at,
                            parts
                        )
                ),
            ];
        }
    }

    /// <summary>
    /// A paper's entry; warned of when its title, all that a list shows of it, mentions such a subject.
    /// </summary>
    private sealed record Item(Announcement Paper, string Entry, int Price, bool IsWarned);

    /// <summary>A list in the making, and what its number and entries cost.</summary>
    private sealed record Draft(List<Item> Items)
    {
        public required int Price { get; set; }
    }

    private List<Draft> Fill(List<Item> items, int firstPart, int digits)
    {
        var drafts = new List<Draft>();
        foreach (var item in items)
        {
            if (drafts.Count == 0 || RoomIn(drafts[^1], item) < item.Price)
            {
                drafts.Add(new Draft([]) { Price = HeadPrice(firstPart + drafts.Count, digits) });
            }

            var draft = drafts[^1];
            var room = RoomIn(draft, item);
            var fitting = room < item.Price ? Shortened(item, room) : item;
            draft.Price += fitting.Price + (draft.Items.Count > 0 ? Gap.Length : 0);
            draft.Items.Add(fitting);
        }

        return drafts;
    }

    private int RoomIn(Draft draft, Item item) =>
        Room(_tags)
        - Price(SpoilerOf(draft.Items.Append(item)))
        - draft.Price
        - (draft.Items.Count > 0 ? Gap.Length : 0);

    private string Head(string number) =>
        _heading.Length + number.Length == 0
            ? ""
            : $"{_heading}{(_heading.Length > 0 && number.Length > 0 ? " " : "")}{number}{Gap}";

    private int HeadPrice(int part, int digits)
    {
        var number = digits == 0 ? 0 : Marker.Price(part, digits) - (_heading.Length > 0 ? 0 : " ".Length);
        return Price(_heading) + number + (_heading.Length > 0 || digits > 0 ? Gap.Length : 0);
    }

    private PaperList Put(List<Item> items, string head, int part, int parts)
    {
        var spoiler = SpoilerOf(items);
        var text = TagLine.After(head + string.Join(Gap, items.Select(item => item.Entry)), _tags);
        return new PaperList(
            new Toot
            {
                Kind = _form.Kind,
                Text = text,
                SpoilerText = spoiler,
                Visibility = _account.QuietVisibility,
                Language = _account.Language,
                Tags = TagLine.Hashtags(_tags),
                Part = part,
                Parts = parts,
                Characters = TootLength.Count(text, spoiler, _limits),
            },
            [.. items.Select(item => item.Paper)]
        );
    }

    private Item Of(Announcement paper)
    {
        var authors = AuthorLadder.Brief(ReadableArticle.NamesOf(paper), _limits).Longest(int.MaxValue).Text;
        string[] lines =
        [
            TitleOf(paper).Text,
            authors,
            LinkOf(paper),
            _form.TootOf(paper.Id) is { } toot ? $"Toot: {toot}" : "",
        ];
        var entry = string.Join('\n', lines.Where(line => line.Length > 0));
        return new Item(paper, entry, Price(entry), _account.Shared.Warnings.SubjectsIn(paper.Title).Count > 0);
    }

    // The authors go, then the title's end; the link stays.
    private Item Shortened(Item item, int room)
    {
        var link = LinkOf(item.Paper);
        var title = TitleCut.Fit(TitleOf(item.Paper), room - Price(link) - "\n".Length, _limits);
        var entry = title.Length > 0 ? $"{title}\n{link}" : link;
        return item with { Entry = entry, Price = Price(entry) };
    }

    private SafeText TitleOf(Announcement paper) =>
        ReadableArticle.TitleOf(
            _form.NamesVersions ? paper with { Title = $"v{paper.Version}: {paper.Title}" } : paper
        );

    private string LinkOf(Announcement paper) =>
        _form.NamesVersions ? paper.Id.VersionUrl(paper.Version) : paper.Id.AbsUrl;

    private string SpoilerOf(IEnumerable<Item> items) =>
        SpoilerText.Mentions(
            _account.Shared.Warnings.SubjectsIn([
                .. items.Where(item => item.IsWarned).Select(item => item.Paper.Title),
            ])
        );

    private int Room(IReadOnlyList<string> tags) => _limits.MaxCharacters - Price(TagLine.After("", tags));

    private int Price(string text) => TootLength.Count(text, "", _limits);
}
