namespace Bot.Ledger;

/// <summary>A category's day as a picture.</summary>
/// <param name="Category">As arXiv spells it.</param>
/// <param name="Date">The day in New York.</param>
/// <param name="Papers">How many new ones it shows.</param>
/// <param name="Svg">The drawing.</param>
/// <param name="Alt">The same in words.</param>
public sealed record PictureRecord(string Category, DateOnly Date, int Papers, string Svg, string Alt)
{
    /// <summary>Whether there is a PNG of it. Kept by the ledger.</summary>
    public bool HasPng { get; init; }
}
