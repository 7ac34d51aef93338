using System.Globalization;

namespace Bot.Composer;

/// <summary>A part's number in its thread or among its lists, such as <c>[2/4]</c>.</summary>
internal static class Marker
{
    public static string Of(int part, int parts) => string.Create(CultureInfo.InvariantCulture, $"[{part}/{parts}]");

    /// <summary>What the marker and the space beside it cost, in characters.</summary>
    public static int Price(int part, int digitsOfParts) => Digits(part) + digitsOfParts + "[/] ".Length;

    /// <summary>How many digits a number has.</summary>
    public static int Digits(int number) => number < 10 ? 1 : 1 + Digits(number / 10);
}
