using System.Text;
using Bot.Sandbox;

namespace Bot.Tests.Support;

/// <summary>Made-up RSS feeds in arXiv's other form.</summary>
public static class Forms
{
    public static string Atom(string rss) => Encoding.UTF8.GetString(FeedForms.ToAtom(Encoding.UTF8.GetBytes(rss)));
}
