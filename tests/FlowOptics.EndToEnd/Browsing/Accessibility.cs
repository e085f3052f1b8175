using System.Text.Json;
using Microsoft.Playwright;

namespace FlowOptics.EndToEnd.Browsing;

/// <summary>axe-core, run in the page by way of the browser's debugger: the page's own security policy lets no foreign script in.</summary>
internal static class Accessibility
{
    private static readonly string Axe = File.ReadAllText(
        NpmPackage.Find("axe-core/axe.min.js") ?? throw new FileNotFoundException("axe-core is not installed: run 'npm ci'."));

    /// <returns>What axe calls serious or critical, one sentence each, with the elements.</returns>
    public static async Task<IReadOnlyList<string>> SeriousFindingsAsync(IPage page)
    {
        await page.EvaluateAsync(Axe);
        var violations = await page.EvaluateAsync<JsonElement>("() => axe.run(document, { resultTypes: ['violations'] }).then(found => found.violations)");
        return
        [
            .. violations.EnumerateArray()
                .Where(violation => violation.GetProperty("impact").GetString() is "serious" or "critical")
                .Select(violation => $"{violation.GetProperty("id")}: {violation.GetProperty("help")}: {string.Join(" ; ", violation.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("html")))}"),
        ];
    }
}
