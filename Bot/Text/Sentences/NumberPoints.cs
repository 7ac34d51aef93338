using System.Runtime.InteropServices;

namespace Bot.Text.Sentences;

/// <summary>What the numbers of a sentence report, in the points of <see cref="RolePoints"/>.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct NumberPoints
{
    private const int MostExact = 3;
    private const int MostRound = 2;

    private int _exact;
    private int _round;

    /// <summary>Points for a number; none once there have been many.</summary>
    public int Of(Word number)
    {
        var isExact = number.Text.Contains('.') || number.Text[^1] is 'x' or 'X';
        if (isExact)
        {
            return OfExact();
        }

        return _round++ < MostRound ? 5 : 0;
    }

    /// <summary>Percent, times, or a number with a fraction: something was measured.</summary>
    public int OfExact()
    {
        _exact++;
        if (_exact > MostExact)
        {
            return 0;
        }

        return _exact == 1 ? 30 : 15;
    }
}
