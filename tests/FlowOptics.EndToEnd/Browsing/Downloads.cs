using System.Text;
using Microsoft.Playwright;

namespace FlowOptics.EndToEnd.Browsing;

/// <summary>The files that a view's Export menu makes.</summary>
internal static class Downloads
{
    /// <param name="page">Where the view is.</param>
    /// <param name="menu">The menu's test id: "graph-export".</param>
    /// <param name="kind">"csv", "json", "svg", "png".</param>
    /// <returns>The file as Latin-1, which keeps each byte, also of a PNG: what is compared is ASCII.</returns>
    public static async Task<string> OfAsync(IPage page, string menu, string kind)
    {
        await page.GetByTestId(menu).Locator("summary").ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId(menu).GetByTestId($"export-{kind}").ClickAsync());
        await using var stream = await download.CreateReadStreamAsync();
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A CSV without quoted cells: its lines as cells by the names of the head.</summary>
    public static async Task<IReadOnlyList<Dictionary<string, string>>> RowsAsync(IPage page, string menu)
    {
        var lines = (await OfAsync(page, menu, "csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var head = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line => head.Zip(line.Split(','), KeyValuePair.Create).ToDictionary(StringComparer.Ordinal))];
    }

    /// <summary>That a picture is a PNG with that many pixels at least, in each direction.</summary>
    public static async Task AssertPictureAsync(IPage page, string menu)
    {
        var png = Encoding.Latin1.GetBytes(await OfAsync(page, menu, "png"));
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], png[..4]);
        // IHDR stands first: width and height, big-endian.
        var (width, height) = (System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        Assert.True(width > 400 && height > 100 && png.Length > 5000, $"a picture of {width} x {height} pixels in {png.Length} bytes");
    }
}
