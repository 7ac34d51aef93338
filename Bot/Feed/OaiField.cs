using System.Text;

namespace Bot.Feed;

/// <summary>An element: where it stands below its record, its attributes, the text in it and below it.</summary>
internal sealed record OaiField(string Path, IReadOnlyDictionary<string, string> Attributes)
{
    public StringBuilder Text { get; } = new();

    public string Value => Text.ToString().Trim();

    public string? Attribute(string name) => Attributes.GetValueOrDefault(name);
}
