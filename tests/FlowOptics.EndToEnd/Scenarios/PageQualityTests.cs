using FlowOptics.EndToEnd.Browsing;
using Microsoft.Playwright;

namespace FlowOptics.EndToEnd.Scenarios;

/// <summary>What holds for every view: it is accessible in both themes, fits a phone, can be used without a mouse, keeps still where asked to, and asks nobody else.</summary>
[Collection(DemoScenarios.Name)]
public sealed class PageQualityTests(DemoProduct demo)
{
    [Fact]
    public async Task Every_view_is_accessible_in_both_themes_and_fits_360_pixels_and_asks_no_other_host()
    {
        var product = await demo.ImportedAsync();
        await using var browser = await TestBrowser.StartAsync();
        var page = await browser.OpenAsync($"{product.Page}");
        // What would go elsewhere is stopped, so that the test fails for it and not for a network.
        await page.Context.RouteAsync(url => !IsOurs(url, product.Page), route => route.AbortAsync());
        var problems = new List<string>();
        foreach (var (name, _, ready) in PageViews.All)
        {
            foreach (var theme in new[] { "light", "dark" })
            {
                await page.SetViewportSizeAsync(1280, 800);
                await PageViews.OpenAsync(page, product, name, $"?theme={theme}");
                problems.AddRange((await Accessibility.SeriousFindingsAsync(page)).Select(finding => $"{name}, {theme}: {finding}"));
            }

            await page.SetViewportSizeAsync(360, 740);
            await PageViews.ReadyAsync(page, ready);
            var width = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
            if (width > 360) problems.Add($"{name}: {width} pixels wide at 360");
        }

        Assert.True(problems.Count == 0, string.Join('\n', problems));
        Assert.All(browser.Requests, request => Assert.True(IsOurs(request, product.Page), $"The page asked for {request}"));
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task What_opens_in_a_view_is_accessible_as_well()
    {
        var product = await demo.ImportedAsync();
        await using var browser = await TestBrowser.StartAsync();
        var page = await browser.OpenAsync($"{product.Page}status?theme=dark");
        var problems = new List<string>();
        async Task CheckAsync(string what)
        {
            await Assertions.Expect(page.GetByTestId(what)).ToBeVisibleAsync();
            problems.AddRange((await Accessibility.SeriousFindingsAsync(page)).Select(finding => $"{what}: {finding}"));
        }

        await page.Keyboard.PressAsync("b");
        await CheckAsync("saved-name");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("?");
        await CheckAsync("key-list");

        await PageViews.OpenAsync(page, product, "graph", "?mode=inspect&ips=10.0.3.7&select=10.0.3.7&slider=1&theme=dark");
        await page.GetByTestId("graph-view").Locator("summary").ClickAsync();
        await CheckAsync("graph-panel");

        await page.GotoAsync($"{product.Page}map?last=24h&country=CN&table=1&theme=dark");
        await PageViews.ReadyAsync(page, "[data-testid=country-networks] tbody tr");
        await CheckAsync("country-detail");

        await PageViews.OpenAsync(page, product, "explore", "?last=1h&table=1&theme=dark");
        await page.GetByTestId("explore-records").ScrollIntoViewIfNeededAsync();
        await page.GetByTestId("records-table").PressAsync("ArrowDown");
        await page.GetByTestId("records-columns").ClickAsync();
        await CheckAsync("record-detail");
        await page.GetByTestId("range-more").ClickAsync();
        await CheckAsync("range-histogram");

        Assert.True(problems.Count == 0, string.Join('\n', problems));
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task Each_view_can_be_opened_and_walked_through_with_the_keyboard_alone()
    {
        var product = await demo.ImportedAsync();
        await using var browser = await TestBrowser.StartAsync();
        var page = await browser.OpenAsync($"{product.Page}status");
        var problems = new List<string>();
        foreach (var (name, key, ready) in PageViews.All)
        {
            await page.Keyboard.PressAsync(key);
            await PageViews.ReadyAsync(page, ready);
            Assert.Equal($"/{name}", new Uri(page.Url).AbsolutePath);
            problems.AddRange((await WalkAsync(page)).Select(problem => $"{name}: {problem}"));

            await page.Keyboard.PressAsync("?");
            await Assertions.Expect(page.GetByTestId("key-list")).ToBeVisibleAsync();
            await page.Keyboard.PressAsync("Escape");
            await Assertions.Expect(page.GetByTestId("key-list")).ToBeHiddenAsync();
        }

        Assert.True(problems.Count == 0, string.Join('\n', problems));
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task Who_asks_for_less_motion_gets_none()
    {
        var product = await demo.ImportedAsync();
        await using var browser = await TestBrowser.StartAsync();
        var page = await browser.OpenAsync($"{product.Page}");
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        foreach (var (name, _, _) in PageViews.All)
        {
            await PageViews.OpenAsync(page, product, name);
            var moving = await page.EvaluateAsync<string[]>(
                "() => document.getAnimations().filter(one => one.playState === 'running' && one.effect.getComputedTiming().duration > 50).map(one => one.animationName ?? one.transitionProperty)");
            Assert.Empty(moving);
        }
    }

    /// <summary>Tab by Tab through all that takes the focus, until it leaves the page: each has a name, can be seen, and shows that it has the focus.</summary>
    private static async Task<IReadOnlyList<string>> WalkAsync(IPage page)
    {
        const int Most = 400;
        var problems = new List<string>();
        // How each thing, and each frame around it, looks while the focus is elsewhere.
        await page.EvaluateAsync(
            """
            () => {
              document.activeElement?.blur();
              getSelection().removeAllRanges();
              window.walked = new Set();
              window.lookOf = (one) => { const { outlineStyle, outlineColor, boxShadow, borderColor, stroke } = getComputedStyle(one); return [outlineStyle, outlineColor, boxShadow, borderColor, stroke].join(); };
              window.unfocused = new WeakMap([...document.querySelectorAll('body *')].map((one) => [one, window.lookOf(one)]));
            }
            """);
        for (var step = 0; step < Most; step++)
        {
            await page.Keyboard.PressAsync("Tab");
            var found = await page.EvaluateAsync<string?>(
                """
                () => {
                  const at = document.activeElement;
                  if (at === null || at === document.body || window.walked.has(at)) return null;
                  window.walked.add(at);
                  const what = `${at.tagName.toLowerCase()} ${at.dataset.testid ?? at.getAttribute('class') ?? ''}`;
                  const name = at.getAttribute('aria-label') ?? at.getAttribute('title') ?? at.labels?.[0]?.textContent ?? at.textContent ?? '';
                  if (name.trim() === '' && !at.hasAttribute('aria-labelledby') && !at.hasAttribute('data-scrolls')) return `${what} has no name`;
                  const box = at.getBoundingClientRect();
                  if (box.width === 0 || box.height === 0) return `${what} takes the focus and is not to be seen`;
                  // The mark may be on a frame around it, or, in a picture, on what is drawn: where it is, something looks otherwise than without the focus. What has come since is taken at its word.
                  const frames = [at, at.parentElement, at.parentElement?.parentElement, at.parentElement?.parentElement?.parentElement].filter(Boolean);
                  const drawn = at instanceof SVGElement && at.firstElementChild ? [at.firstElementChild] : [];
                  const seen = window.unfocused.has(at)
                    ? [...frames, ...drawn].some(one => window.unfocused.has(one) && window.unfocused.get(one) !== window.lookOf(one))
                    : drawn.some(one => getComputedStyle(one).stroke !== 'none') || frames.map(one => getComputedStyle(one)).some(style => style.outlineStyle !== 'none' || style.boxShadow !== 'none');
                  return seen ? '' : `${what} does not show that it has the focus`;
                }
                """);
            if (found is null) return problems;
            if (found.Length > 0) problems.Add(found);
        }

        return [.. problems, $"the focus does not leave the page within {Most} steps"];
    }

    private static bool IsOurs(string request, Uri page) =>
        new Uri(request) is var asked && (asked.Scheme is "data" or "blob" || asked.Authority == page.Authority);
}
