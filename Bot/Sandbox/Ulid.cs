namespace Bot.Sandbox;

/// <summary>
/// Ids in the form of github.com/ulid/spec: ten digits of time and sixteen that are random there and a sequence here,
/// in Crockford's base 32, which lacks I, L, O and U.
/// </summary>
internal static class Ulid
{
    private const string Digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static string Of(long milliseconds, long sequence) => Base32(milliseconds, 10) + Base32(sequence, 16);

    private static string Base32(long number, int length) =>
        string.Create(
            length,
            number,
            (digits, left) =>
            {
                for (var at = digits.Length - 1; at >= 0; at--, left >>= 5)
                {
                    digits[at] = Digits[(int)(left & 31)];
                }
            }
        );
}
