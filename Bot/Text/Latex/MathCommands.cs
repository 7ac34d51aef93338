namespace Bot.Text.Latex;

/// <summary>What TeX's commands mean in formulas.</summary>
internal static class MathCommands
{
    /// <summary>Reads the command that begins at the formula's place, and what belongs to it.</summary>
    public static void Next(LatexMath math)
    {
        var name = math.Source.Command();
        var isRead =
            TryLetter(math, name)
            || TryCharacter(math, name)
            || TryStyle(math, name)
            || MathStructures.TryRead(math, name)
            || Delimiters.TryRead(math, name);
        if (!isRead)
        {
            Other(math, name);
        }
    }

    // "Erd$\H{o}$s" has its accent in a formula; and \P is a probability before what it is of.
    private static bool TryLetter(LatexMath math, string name)
    {
        if (name == "P" && math.Source.Ahead(0) is '(' or '[' or '_' or '\\' or '{')
        {
            math.Output.Term("P");
            return true;
        }

        var isAccent =
            LatexAccents.IsMark(name)
            && math.Source.NextGroup() is { Length: 1 } letter
            && char.IsAsciiLetter(math.Source.Text[letter.Start]);
        if (isAccent)
        {
            math.Output.Term(LatexAccents.Marked(name, math.Argument()));
        }

        return isAccent;
    }

    private static bool TryCharacter(LatexMath math, string name)
    {
        if (LatexSymbols.Relations.TryGetValue(name, out var sign))
        {
            Relation(math, sign);
        }
        else if (LatexSymbols.Binary.TryGetValue(name, out sign))
        {
            math.Output.Binary(sign);
            math.Source.SkipSpaces();
        }
        else if (name == "deg" && char.IsAsciiDigit(math.Output.Last))
        {
            math.Output.Close("°");
        }
        else if (LatexSymbols.Plain.TryGetValue(name, out sign))
        {
            Symbol(math, name, sign);
        }
        else if (LatexSymbols.Words.Contains(name))
        {
            Word(math, name == "bmod" ? "mod" : name);
        }
        else
        {
            return false;
        }

        return true;
    }

    private static bool TryStyle(LatexMath math, string name)
    {
        if (LatexAccents.IsMathMark(name))
        {
            math.Output.Term(LatexAccents.MathMarked(name, math.Argument()));
        }
        else if (LatexVocabulary.SilentInFormulas.Contains(name))
        {
            Skip(math, name);
        }
        else if (LatexVocabulary.DroppedInFormulas.Contains(name))
        {
            math.Source.Argument();
        }
        else if (name == "not")
        {
            Not(math);
        }
        else if (LatexVocabulary.Styles.Contains(name))
        {
            Styled(math, name);
        }
        else
        {
            return false;
        }

        return true;
    }

    private static void Relation(LatexMath math, string sign)
    {
        math.Output.Relation(sign);
        math.Source.SkipSpaces();
    }

    private static void Word(LatexMath math, string word)
    {
        math.Output.Word(word);
        math.Source.SkipSpaces();
    }

    private static void Symbol(LatexMath math, string name, string sign)
    {
        if (sign == "‖")
        {
            math.Output.Fence(sign);
        }
        else
        {
            math.Output.Term(sign);
        }

        var source = math.Source;
        if (!char.IsAsciiLetter(name[0]) || !char.IsWhiteSpace(source.Ahead(0)))
        {
            return;
        }

        // Space behind a command ends its name; before an operator it needs no end, so the author meant the space.
        source.SkipSpaces();
        var isSpacedOperator =
            char.IsWhiteSpace(source.Ahead())
            && source.Ahead(0) is '+' or '-' or '/' or '*' or ':' or '=' or '<' or '>';
        if (isSpacedOperator || (source.Ahead(0) == '\\' && LatexSymbols.Binary.ContainsKey(source.NextCommand())))
        {
            math.Output.Space();
        }
    }

    private static void Skip(LatexMath math, string name)
    {
        math.Source.SkipSpaces();
        // "\right." is a bracket that is not shown.
        if (name is "left" or "right" && math.Source.Ahead(0) == '.')
        {
            math.Source.At++;
        }
    }

    private static void Not(LatexMath math)
    {
        const char Slash = '\u0338';
        var sign = math.Argument();
        if (sign.Length == 0)
        {
            return;
        }

        var negated = LatexVocabulary.Negated.GetValueOrDefault(sign[0]);
        Relation(math, negated is null ? sign + Slash : negated + sign[1..]);
    }

    private static void Styled(LatexMath math, string name)
    {
        var argument = math.Source.Argument();
        var isDoubled = name is "mathbb" or "Bbb" or "mathds" or "mathbbm";
        var doubled = isDoubled
            ? LatexVocabulary.Doubled.GetValueOrDefault(argument.Of(math.Source.Text).Trim())
            : null;
        var text = doubled ?? math.Inner(argument);
        if (name == "operatorname")
        {
            Word(math, text);
        }
        else
        {
            math.Output.Term(text);
        }
    }

    // Spaces, escaped signs, words within a formula, and private commands, which show their name.
    private static void Other(LatexMath math, string name)
    {
        if (LatexVocabulary.SpacesInFormulas.Contains(name))
        {
            math.Output.Space();
        }
        else if (name == "\\")
        {
            math.Output.Term(";");
        }
        else if (name.Length == 1 && !char.IsAsciiLetter(name[0]))
        {
            math.Output.Term(name);
        }
        else if (math.Source.Ahead(0) == '{' && !math.Source.StartsWith("{}"))
        {
            math.Words(math.Source.Argument());
        }
        else if (name.Length > 0)
        {
            math.Output.Word(name);
            if (char.IsWhiteSpace(math.Source.Ahead(0)))
            {
                math.Output.Space();
            }
        }
    }
}
