using System.Text;
using Bot.Text.Sentences;

namespace Bot.Text.Latex;

/// <summary>
/// Writes a rendered formula. Space is the author's, but for relations and words, which TeX would set apart too; none
/// is left behind an opening bracket, before a closing one, or at an end.
/// </summary>
internal sealed class FormulaBuilder
{
    private readonly StringBuilder _text = new();

    // Space that the next term gets before it, if there is a term before it.
    private bool _space;

    // A word asks for it; a bracket or a script behind the word takes it back.
    private bool _wordSpace;

    // Within ‖x‖.
    private bool _fenced;

    /// <summary>U+0000 while nothing is written.</summary>
    public char Last => _text.Length > 0 ? _text[^1] : '\0';

    /// <summary>True where nothing stands that could be operated on.</summary>
    public bool Opens => Last is '\0' or '(' or '[' or '{' or '⟨' or '⌈' or '⌊' || (Last == '‖' && _fenced);

    /// <summary>True where the next term touches a letter or a digit.</summary>
    public bool Touches => !_space && char.IsLetterOrDigit(Last);

    public void Space() => _space = true;

    /// <summary>
    /// What stands for itself. Behind a word ("log n") a letter or a digit is set apart, a bracket is not.
    /// </summary>
    public void Term(string term)
    {
        if (term.Length == 0)
        {
            return;
        }

        var first = term[0];
        var closes = first is ')' or ']' or '}' or ',' or ';' or '⟩' or '⌉' or '⌋' || term == ".";
        var runsIntoWord = char.IsLetterOrDigit(first) || first is '√' or '∑' or '|' or '‖' || char.IsSurrogate(first);
        var apart = _space || (_wordSpace && runsIntoWord);
        if (apart && !closes && !Opens && Last != ' ')
        {
            _text.Append(' ');
        }

        _text.Append(term);
        _space = _wordSpace = false;
    }

    /// <summary>A term that is set apart from a letter or a digit behind it.</summary>
    public void TermApart(string term)
    {
        Term(term);
        _wordSpace = true;
    }

    /// <summary>A word, set apart on both sides.</summary>
    public void Word(string word)
    {
        if (LatexTerms.Ends(Last))
        {
            _space = true;
        }

        TermApart(word);
    }

    /// <summary>What hangs on the term before it.</summary>
    public void Close(string text)
    {
        _text.Append(text);
        _space = false;
    }

    /// <summary>A relation or an arrow.</summary>
    public void Relation(string sign)
    {
        var first = Opens;
        _space = !first;
        Term(sign);
        // "∼50", but "x ∼ p" and "⊆ A".
        _space = !(first && sign[0] is '∼' or '≈' or '≃' or '≲' or '≳' or '≤' or '≥' or '≪' or '≫' or '<' or '>');
    }

    /// <summary>
    /// A sign that the author wrote with or without space around it. Space that a command's name took with it is
    /// missing on one side: <c>\eta= 1</c>.
    /// </summary>
    public void Compare(string sign, bool spaceBehind)
    {
        var spaced = Last != '\0' && (_space || spaceBehind);
        _space = spaced;
        Term(sign);
        _space = spaced;
    }

    /// <summary>
    /// The sign of a norm, close to what it encloses; between two terms it is an operator: "KL(p ‖ q)".
    /// </summary>
    public void Fence(string sign)
    {
        if (_fenced)
        {
            _space = false;
        }

        _fenced = !_fenced && !LatexTerms.Ends(Last);
        Term(sign);
    }

    /// <summary>An operator; behind a bracket or a comma it belongs to the term that follows: <c>{0, ±1}</c>.</summary>
    public void Binary(string sign)
    {
        var spaced = _space && !Opens && Last != ',';
        Term(sign);
        _space = spaced;
    }

    public override string ToString() => _text.ToString();
}
