namespace Bot.Text.Sentences;

/// <summary>
/// Finds the pieces of an abstract that a shortened one may be made of, and how much each tells. All points were tuned
/// on real abstracts.
/// </summary>
/// <param name="text">The abstract.</param>
/// <param name="roles">What each of its sentences is for.</param>
/// <param name="room">What a piece may cost, in the server's counting.</param>
internal sealed class PieceFinder(MeasuredText text, List<SentenceRole> roles, int room)
{
    /// <summary>The points that a sentence loses for standing late in the abstract.</summary>
    public int Lateness(int sentence) => 40 * sentence / roles.Count;

    /// <summary>The ways to tell a sentence as the claim.</summary>
    /// <param name="sentence">Its place in the abstract.</param>
    /// <param name="anyCut">Also cuts behind any word, and soon after the claim's verb.</param>
    public List<Piece> Claims(int sentence, bool anyCut)
    {
        // "We propose Plume" says nothing yet.
        var leastSaid = anyCut ? 15 : 30;
        var role = roles[sentence];
        var pieces = new List<Piece>();
        foreach (var cut in role.Cuts)
        {
            var saysTooLittle =
                cut.Kind != CutKind.Whole && cut.End - Math.Max(role.ClaimVerbEnd, role.Start) < leastSaid;
            if (saysTooLittle || (cut.Kind == CutKind.Word && !anyCut))
            {
                continue;
            }

            var told = Math.Max(20, cut.Claim - Lateness(sentence) + (cut.Result / 3));
            var value = Worth(role, cut, told, enough: 16);
            AddIfFits(pieces, sentence, role.Start, cut, value);
            if (role.ClauseStart > role.Start && role.ClauseStart < cut.End)
            {
                AddIfFits(pieces, sentence, role.ClauseStart, cut, value - 3);
            }
        }

        return pieces;
    }

    /// <summary>The ways to tell each sentence besides the claim.</summary>
    /// <param name="claim">The place of the claim's sentence.</param>
    public List<Piece> Others(int claim)
    {
        var pieces = new List<Piece>();
        for (var at = 0; at < roles.Count; at++)
        {
            var role = roles[at];
            var isBackground = at < claim && !role.Own;
            if (role.Availability || isBackground)
            {
                AddBackground(pieces, at);
            }
            else
            {
                AddResults(pieces, at);
            }
        }

        return pieces;
    }

    // Background is the least of all, and not told in parts.
    private void AddBackground(List<Piece> pieces, int sentence)
    {
        var role = roles[sentence];
        foreach (var cut in role.Cuts.Where(cut => cut.Kind == CutKind.Whole))
        {
            AddIfFits(pieces, sentence, role.Start, cut, role.Availability ? 3 : 1);
        }
    }

    private void AddResults(List<Piece> pieces, int sentence)
    {
        var role = roles[sentence];
        foreach (var cut in role.Cuts)
        {
            var isWhole = cut.Kind == CutKind.Whole;
            var endsSoonAfterVerb = !isWhole && cut.End - role.ResultVerbEnd is > 0 and < 25;
            if (cut.Kind == CutKind.Word || endsSoonAfterVerb)
            {
                continue;
            }

            if (cut.End - role.Start >= (isWhole ? 25 : 40))
            {
                AddIfFits(pieces, sentence, role.Start, cut, Value(role, cut, cut.Result));
            }

            if (role.ClauseStart > role.Start && cut.End - role.ClauseStart >= 40)
            {
                AddIfFits(pieces, sentence, role.ClauseStart, cut, Value(role, cut, cut.Result) - 3);
            }

            // "Experiments show that" is worth something, but what they show is worth more.
            if (role.FindingStart > role.Start && cut.End - role.FindingStart >= 40)
            {
                var value = Value(role, cut, cut.Result, Math.Min(0, 50 - role.ShownBefore));
                AddIfFits(pieces, sentence, role.FindingStart, cut, value - 3);
            }
        }
    }

    private static int Value(SentenceRole role, Cut cut, int result, int less = 0)
    {
        // From 100 points on, more numbers tell hardly more.
        if (result > 100)
        {
            result = 100 + ((result - 100) / 4);
        }

        result += less;
        var claim = cut.Claim / 5;
        var value = Math.Max(result, claim) + (Math.Min(result, claim) / 3);
        if (value is >= 0 and < 20)
        {
            value = role.Dangling ? 15 : 20;
        }

        return Worth(role, cut, value, enough: 10);
    }

    // What is left of the value when the sentence ends here.
    private static int Worth(SentenceRole role, Cut cut, int value, int enough)
    {
        var roughness = cut.Kind switch
        {
            CutKind.Whole => 0,
            CutKind.Clause => 8,
            CutKind.Joint => 15,
            _ => 35,
        };
        var untold = 10 * (role.End - cut.End) / (role.End - role.Start);
        return value - roughness - (4 * Math.Max(0, enough - cut.Said)) - untold;
    }

    private void AddIfFits(List<Piece> pieces, int sentence, int start, Cut cut, int value)
    {
        var price = text.PriceOf(start, cut.End);
        if (value <= 0 || price > room)
        {
            return;
        }

        pieces.Add(
            new Piece
            {
                Sentence = sentence,
                Start = start,
                End = cut.End,
                IsFromStart = start == roles[sentence].Start,
                IsToEnd = cut.Kind == CutKind.Whole,
                Price = price,
                Value = value,
            }
        );
    }
}
