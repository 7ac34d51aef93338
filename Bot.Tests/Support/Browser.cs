using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Bot.Tests.Support;

/// <summary>
/// A headless Chromium: the system's, or the one that <c>TOOTPRINT_TEST_CHROMIUM</c> names. Tests skip without.
/// </summary>
public sealed class Browser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    private static string Program =>
        Environment.GetEnvironmentVariable("TOOTPRINT_TEST_CHROMIUM") is { Length: > 0 } named
            ? named
            : "/usr/bin/chromium";

    /// <summary>Null where there is no Chromium.</summary>
    public static async Task<Browser?> StartAsync()
    {
        if (!File.Exists(Program))
        {
            return null;
        }

        var playwright = await Playwright.CreateAsync();
        // Whoever runs the tests in a container is root there, for whom Chromium has no sandbox; and it shall ask
        // nobody anything.
        string[] quiet =
        [
            "--no-sandbox",
            "--disable-background-networking",
            "--disable-component-update",
            "--no-first-run",
            "--disable-gpu",
        ];
        return new Browser(
            playwright,
            await playwright.Chromium.LaunchAsync(
                new BrowserTypeLaunchOptions { ExecutablePath = Program, Args = quiet }
            )
        );
    }

    /// <summary>Skips the test with the reason.</summary>
    public static Browser Missing()
    {
        Assert.Skip(
            $"needs a Chromium, and there is none at {Program}; install Debian's chromium, or name one in "
                + "TOOTPRINT_TEST_CHROMIUM (`eng/readers DIR` fetches one)"
        );
        return null!;
    }

    /// <summary>A page in a window of its own; without scripts, as readers may have it.</summary>
    public async Task<IPage> OpenAsync(
        Uri url,
        int width = 1200,
        int height = 900,
        bool dark = false,
        bool scripts = false
    )
    {
        var context = await _browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                ViewportSize = new ViewportSize { Width = width, Height = height },
                ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
                JavaScriptEnabled = scripts,
                BypassCSP = scripts,
            }
        );
        var page = await context.NewPageAsync();
        await page.GotoAsync(url.AbsoluteUri);
        return page;
    }

    /// <summary>What axe-core finds wrong for readers with disabilities, serious or worse.</summary>
    public static async Task<IReadOnlyList<string>> BarriersAsync(IPage page) =>
        [
            .. (await page.RunAxe())
                .Violations.Where(one => one.Impact is "serious" or "critical")
                .SelectMany(one => one.Nodes.Select(node => $"{one.Id}: {node.Html}")),
        ];

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
