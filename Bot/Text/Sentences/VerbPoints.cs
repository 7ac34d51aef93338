using System.Runtime.InteropServices;

namespace Bot.Text.Sentences;

/// <summary>What the verbs of a sentence claim and report, in the points of <see cref="RolePoints"/>.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct VerbPoints
{
    // From here on a verb says what the paper does.
    private const int RealClaim = 40;

    private int _gains;

    /// <summary>How many verbs had a claim to speak of.</summary>
    public int Counted { get; private set; }

    /// <summary>Behind the first verb that makes a claim; 0 when there is none.</summary>
    public int ClaimEnd { get; private set; }

    /// <summary>Behind the first verb that tells a result; 0 when there is none.</summary>
    public int ResultEnd { get; private set; }

    /// <summary>The authors say outright what they do.</summary>
    public bool AreOutright { get; private set; }

    /// <summary>Something is offered or looked into.</summary>
    public bool Offer { get; private set; }

    /// <summary>Points for one verb more.</summary>
    /// <param name="kind">One of the verbs' cues.</param>
    /// <param name="end">Where the verb ends.</param>
    /// <param name="speaker">Its subject, if near.</param>
    /// <param name="isPassive">As in "is proposed".</param>
    /// <returns>And whether the sentence has said something with it.</returns>
    public (int Claim, int Result, bool Says) Take(Cue kind, int end, in Speaker speaker, bool isPassive)
    {
        var claim = ClaimOf(kind, speaker, isPassive);
        var result = ResultOf(kind, speaker.IsNear);
        AreOutright |= speaker.IsNear && claim >= 75;
        Offer |= kind is Cue.Propose or Cue.Study && claim >= 70;
        if (claim >= RealClaim && ClaimEnd == 0)
        {
            ClaimEnd = end;
        }

        if (result > 0 && ResultEnd == 0)
        {
            ResultEnd = end;
        }

        // Each claim behind the first adds little.
        var added = Counted == 0 ? claim : Math.Max(claim - 70, claim / 6);
        if (claim >= 10)
        {
            Counted++;
        }

        return (added, result, claim >= RealClaim || result > 0);
    }

    private static int ClaimOf(Cue kind, in Speaker speaker, bool isPassive)
    {
        var (spoken, passive, otherwise) = Worth(kind);
        if (!speaker.IsNear)
        {
            return isPassive ? passive : otherwise;
        }

        // What their method or their experiments do is less of a claim than what they do.
        return speaker.Who switch
        {
            Cue.Evidence => spoken / 3,
            Cue.Work => spoken * 2 / 5,
            _ => spoken,
        };
    }

    // With a speaker: "we propose"; in the passive: "is proposed"; anywhere else.
    private static (int Spoken, int Passive, int Otherwise) Worth(Cue verb) =>
        verb switch
        {
            Cue.Propose => (100, 70, 5),
            Cue.Study => (80, 40, 3),
            Cue.Aim => (55, 3, 3),
            Cue.Show => (60, 30, 3),
            Cue.Use => (40, 3, 3),
            _ => (10, 0, 0),
        };

    private int ResultOf(Cue kind, bool isSpoken) =>
        kind switch
        {
            Cue.Show => isSpoken ? 45 : 20,
            Cue.Gain => _gains++ == 0 ? 40 : 10,
            _ => 0,
        };
}
