namespace Bot.Pipeline.Sending;

/// <summary>What one step of delivery came to, and so what to wait for.</summary>
public abstract record DeliveryStep
{
    private DeliveryStep() { }

    /// <summary>Something was settled; there may be more to do at once.</summary>
    public sealed record Moved : DeliveryStep
    {
        /// <summary>The identity of the toot that went out; other accounts may wait for it to boost it.</summary>
        public string? Sent { get; init; }
    }

    /// <summary>The outbox is empty, but for what waits for other accounts' toots.</summary>
    public sealed record Drained : DeliveryStep;

    /// <summary>Nothing may be done before a time.</summary>
    public sealed record Wait(DateTimeOffset Until, string Why) : DeliveryStep;

    /// <summary>The account is locked out; the instance is asked again at a time.</summary>
    public sealed record Blocked(DateTimeOffset Until, string Reason) : DeliveryStep;
}
