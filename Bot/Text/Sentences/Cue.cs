namespace Bot.Text.Sentences;

/// <summary>What a word tells about the sentence it stands in.</summary>
internal enum Cue
{
    None,

    /// <summary>The authors speak.</summary>
    We,

    /// <summary>
    /// Points at something: "this paper", "our method", "show that". First in a sentence it mostly hangs on the one
    /// before.
    /// </summary>
    This,

    /// <summary>What authors call their text.</summary>
    Paper,

    /// <summary>What authors call the thing they made.</summary>
    Work,

    /// <summary>Verb: something is offered.</summary>
    Propose,

    /// <summary>Verb: something is looked into.</summary>
    Study,

    /// <summary>Verb: something is taken up, and what is done about it comes later.</summary>
    Aim,

    /// <summary>Verb: something is known now.</summary>
    Show,

    /// <summary>Verb: how it is done.</summary>
    Use,

    /// <summary>Verb, or a noun that stands for one: what came of it.</summary>
    Gain,

    /// <summary>What a result rests on.</summary>
    Evidence,

    /// <summary>Measures.</summary>
    Compare,

    /// <summary>The best that there was.</summary>
    Best,

    /// <summary>Calls something new.</summary>
    Novel,

    /// <summary>Gives something its name.</summary>
    Named,

    /// <summary>Tells how things stood before.</summary>
    Before,

    /// <summary>Tells why something had to be done.</summary>
    Hard,

    /// <summary>Praises without telling.</summary>
    Praise,

    /// <summary>Wishes and guesses.</summary>
    Hope,

    /// <summary>Opens a sentence that adds to another.</summary>
    Aside,

    /// <summary>Programs, and where they lie.</summary>
    Code,

    /// <summary>Something can be had.</summary>
    Available,

    /// <summary>Forms of "be".</summary>
    Be,

    /// <summary>Opens a clause.</summary>
    Clause,

    /// <summary>Joins two things, or hangs one on another.</summary>
    Joint,

    /// <summary>Leaves a reader waiting when it comes last.</summary>
    Small,
}
