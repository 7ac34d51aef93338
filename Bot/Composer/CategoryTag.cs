namespace Bot.Composer;

/// <summary>A category as a hashtag: signs that end one are left out, so that <c>cs.LG</c> is <c>csLG</c>.</summary>
internal static class CategoryTag
{
    public static string Of(string category) => string.Concat(category.Where(char.IsAsciiLetterOrDigit));
}
