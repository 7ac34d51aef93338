using System.Collections.Frozen;
using System.Text;

namespace Bot.Text.Latex;

/// <summary>Macros of astronomy and chemistry: formulas of mhchem, ions, isotopes, units of siunitx.</summary>
internal static class Chemistry
{
    private static readonly FrozenDictionary<string, string> Units = WordTable.Pairs(
        """
        metre m  meter m  gram g  second s  ampere A  kelvin K  mole mol  candela cd  hertz Hz  newton N  pascal Pa
        joule J  watt W  coulomb C  volt V  farad F  ohm Ω  siemens S  weber Wb  tesla T  henry H  lumen lm  lux lx
        becquerel Bq  gray Gy  sievert Sv  degreeCelsius °C  celsius °C  degree °  percent %  minute min  hour h  day d
        litre L  liter L  electronvolt eV  eV eV  bar bar  angstrom Å  dalton Da  decibel dB  parsec pc  bit bit
        byte B  arcminute ′  arcsecond ″  radian rad  tonne t
        """
    );

    private static readonly FrozenDictionary<string, string> Prefixes = WordTable.Pairs(
        """
        yocto y  zepto z  atto a  femto f  pico p  nano n  micro µ  milli m  centi c  deci d  deca da  hecto h  kilo k
        mega M  giga G  tera T  peta P  exa E  zetta Z  yotta Y  kibi Ki  mebi Mi  gibi Gi
        """
    );

    private static readonly FrozenDictionary<string, string> Powers = WordTable.Pairs("squared ²  cubed ³");

    /// <summary>A unit of siunitx, as <c>\micro\metre\per\second</c>; null when it is written in another way.</summary>
    public static string? Unit(string source)
    {
        var unit = new StringBuilder();
        var (prefix, before) = ("", "");
        foreach (var word in source.Split('\\', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Prefixes.TryGetValue(word, out var sign))
            {
                prefix = sign;
            }
            else if (Powers.TryGetValue(word, out sign))
            {
                unit.Append(sign);
            }
            else if (word == "per")
            {
                before = "/";
            }
            else if (Units.TryGetValue(word, out sign))
            {
                unit.Append(before.Length == 0 && unit.Length > 0 ? " " : before).Append(prefix).Append(sign);
                (prefix, before) = ("", "");
            }
            else
            {
                return null;
            }
        }

        return unit.Length == 0 ? null : unit.ToString();
    }

    /// <summary>
    /// A formula of mhchem: numbers behind letters or brackets are small, charges are raised, <c>-></c> is an arrow.
    /// </summary>
    public static string Formula(string source)
    {
        var text = new StringBuilder();
        for (var at = 0; at < source.Length; at++)
        {
            var c = source[at];
            if (source.AsSpan(at).StartsWith("<=>"))
            {
                text.Append('⇌');
                at += 2;
            }
            else if (source.AsSpan(at).StartsWith("->"))
            {
                text.Append('→');
                at++;
            }
            else if (c is '^' or '_')
            {
                var script = Script(source, at + 1);
                text.Append(LatexScripts.Write(c, script.Trim('{', '}'), ' '));
                at += script.Length;
            }
            else if (char.IsAsciiDigit(c) && text.Length > 0 && IsAtom(text[^1]))
            {
                var digits = Run(source, at, char.IsAsciiDigit);
                // "SO4^2-" has a sign of its own for the charge; in "Na2+" the digits before a sign are one.
                text.Append(LatexScripts.Write('_', digits, ' '));
                at += digits.Length - 1;
            }
            else if (c is '+' or '-' && text.Length > 0 && IsAtomOrScript(text[^1]) && EndsIon(source, at + 1))
            {
                text.Append(LatexScripts.Write('^', c.ToString(), ' '));
            }
            else
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }

    // "^14", "^{14}", "^2-": digits with their sign, or a group.
    private static string Script(string source, int at)
    {
        if (at < source.Length && source[at] == '{')
        {
            var close = source.IndexOf('}', at);
            return close < 0 ? source[at..] : source[at..(close + 1)];
        }

        var digits = Run(source, at, char.IsAsciiDigit);
        var next = at + digits.Length;
        return next < source.Length && source[next] is '+' or '-' ? digits + source[next] : digits;
    }

    private static string Run(string source, int at, Func<char, bool> has) => new([.. source.Skip(at).TakeWhile(has)]);

    private static bool IsAtom(char c) => char.IsAsciiLetter(c) || c is ')' or ']';

    private static bool IsAtomOrScript(char c) => IsAtom(c) || (c >= '₀' && c <= '₉');

    private static bool EndsIon(string source, int next) => next >= source.Length || source[next] is ' ' or ')' or ',';
}
