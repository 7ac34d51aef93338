namespace Bot.Text.Latex;

/// <summary>A text made from a source, that knows for each of its places the place in the source.</summary>
/// <param name="Text">What readers see.</param>
/// <param name="Origins">
/// Source place by text place, one more than the text is long, never falling; what was made of one construct has one
/// origin. Null where text and source are the same.
/// </param>
internal sealed record Rendering(string Text, int[]? Origins);
