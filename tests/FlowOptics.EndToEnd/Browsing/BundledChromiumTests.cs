namespace FlowOptics.EndToEnd.Browsing;

[Collection(FlowOptics.EndToEnd.Scenarios.ProductScenarios.Name)]
public sealed class BundledChromiumTests
{
    [Fact]
    public async Task The_Chromium_of_npm_runs_without_a_system_browser()
    {
        await using var browser = await TestBrowser.StartAsync(bundled: true);
        var page = await browser.OpenAsync("data:text/html,<!doctype html><body><p>rendered</p><canvas id=c></canvas>");

        Assert.Equal("rendered", await page.InnerTextAsync("p"));
        Assert.True(await page.EvaluateAsync<bool>("document.getElementById('c').getContext('2d') !== null"));
    }
}
