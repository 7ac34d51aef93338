namespace Bot.Options;

/// <summary>How an account tells that a paper which it has tooted was withdrawn.</summary>
public enum WithdrawalNotice
{
    /// <summary>The article itself is edited: whoever finds it sees what became of the paper.</summary>
    Edit,

    /// <summary>An unlisted reply to the article.</summary>
    Reply,

    /// <summary>Not at all.</summary>
    Off,
}
