using FlowOptics.EndToEnd.Browsing;
using Microsoft.Playwright;

namespace FlowOptics.EndToEnd.Scenarios;

/// <summary>What a reader keeps: views under a name, in this browser and as a file for another one; and the hints that were read.</summary>
[Collection(DemoScenarios.Name)]
public sealed class SavedViewTests(DemoProduct demo)
{
    [Fact]
    public async Task A_view_that_is_saved_and_taken_elsewhere_as_a_file_shows_the_same_there()
    {
        var product = await demo.ImportedAsync();
        await using var browser = await TestBrowser.StartAsync();
        var page = await browser.OpenAsync($"{product.Page}graph?account=123456789012&{DemoDay.Range}&mode=inspect&ips=10.0.3.7&units=packets");
        await Assertions.Expect(page.GetByTestId("graph-links")).ToBeVisibleAsync();
        var links = await PageViews.NumberAsync(page, "graph-links");
        await page.GetByTestId("hint-demo").GetByRole(AriaRole.Button).Last.ClickAsync();

        await page.Keyboard.PressAsync("b");
        await page.GetByTestId("saved-name").FillAsync("Who uses the database");
        await page.Keyboard.PressAsync("Enter");
        var address = await page.GetByTestId("saved-view").GetByRole(AriaRole.Link).GetAttributeAsync("href");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("saved-export").ClickAsync());
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByTestId("graph-links")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("hint-demo")).ToHaveCountAsync(0);

        // Elsewhere, where nothing is known of it.
        await page.EvaluateAsync("() => localStorage.clear()");
        await page.GotoAsync($"{product.Page}status");
        await Assertions.Expect(page.GetByTestId("hint-demo")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("b");
        await Assertions.Expect(page.GetByTestId("saved-view")).ToHaveCountAsync(0);
        await page.GetByTestId("saved-file").SetInputFilesAsync(new FilePayload { Name = "page.json", MimeType = "application/json", Buffer = "{}"u8.ToArray() });
        await Assertions.Expect(page.GetByTestId("saved-problem")).ToBeVisibleAsync();
        await page.GetByTestId("saved-file").SetInputFilesAsync(await download.PathAsync());
        await page.GetByTestId("saved-view").GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(page.GetByTestId("graph-links")).ToHaveAttributeAsync("data-value", links.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(address, new Uri(page.Url).PathAndQuery);
        Assert.Empty(browser.Complaints);
    }
}
