using System.IO.Compression;
using System.Net;
using System.Text;

namespace FlowOptics.Web.Tests.Page;

/// <summary>A wwwroot as Vite leaves it.</summary>
public sealed class PageTests : IDisposable
{
    private const string Script = "console.log('a script that is long enough to be worth its compression, is it not?')";

    private readonly DirectoryInfo _wwwroot = Directory.CreateTempSubdirectory("flowoptics-web-");

    public PageTests()
    {
        _wwwroot.CreateSubdirectory("assets");
        Write("index.html", "<!doctype html><title>FlowOptics</title>");
        Write("favicon.svg", "<svg/>");
        Write("assets/main-Ab12Cd34.js", Script);
        WriteCompressed("assets/main-Ab12Cd34.js.br", stream => new BrotliStream(stream, CompressionLevel.Optimal));
        WriteCompressed("assets/main-Ab12Cd34.js.gz", stream => new GZipStream(stream, CompressionLevel.Optimal));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _wwwroot.Delete(recursive: true);

    [Theory]
    [InlineData("/")]
    [InlineData("/graph?mode=correlate&ips=10.0.1.10,10.0.2.20")]
    [InlineData("/map")]
    [InlineData("/explore?filter=dstport+in+(22,+3389)")]
    [InlineData("/findings")]
    [InlineData("/status")]
    [InlineData("/some/route/of/tomorrow")]
    public async Task The_page_answers_at_each_of_its_routes_and_is_asked_for_anew_each_time(string route)
    {
        await using var web = TestWeb.Start(wwwroot: _wwwroot.FullName);

        using var answer = await web.Client.GetAsync(route, Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("no-cache", answer.Headers.CacheControl?.ToString());
        Assert.Contains("<title>FlowOptics</title>", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/assets/gone-Ab12Cd34.js")]
    [InlineData("/assets/no-extension")]
    [InlineData("/robots.txt")]
    [InlineData("/..%2f..%2fetc/passwd.txt")]
    [InlineData("/assets/")]
    public async Task A_file_that_is_not_there_is_404_and_not_the_page(string path)
    {
        await using var web = TestWeb.Start(wwwroot: _wwwroot.FullName);

        using var answer = await web.Client.GetAsync(path, Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("br, gzip", "br")]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("br;q=0, gzip;q=0.5", "gzip")]
    [InlineData("*", "br")]
    [InlineData("identity", null)]
    [InlineData("", null)]
    public async Task A_hashed_file_comes_in_the_smallest_encoding_that_the_browser_takes_and_for_ever(string accepted, string? encoding)
    {
        await using var web = TestWeb.Start(wwwroot: _wwwroot.FullName);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/assets/main-Ab12Cd34.js");
        if (accepted.Length > 0) request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);

        using var answer = await web.Client.SendAsync(request, Cancel);
        var body = await answer.Content.ReadAsStreamAsync(Cancel);

        Assert.Equal(encoding, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Equal("text/javascript", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("public, max-age=31536000, immutable", answer.Headers.CacheControl?.ToString());
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
        await using var plain = encoding switch
        {
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            _ => body,
        };
        using var reader = new StreamReader(plain, Encoding.UTF8);
        Assert.Equal(Script, await reader.ReadToEndAsync(Cancel));
    }

    [Fact]
    public async Task A_file_that_the_browser_has_is_not_sent_again()
    {
        await using var web = TestWeb.Start(wwwroot: _wwwroot.FullName);
        using var first = await web.Client.GetAsync("/favicon.svg", Cancel);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/favicon.svg");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var answer = await web.Client.SendAsync(again, Cancel);

        Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
    }

    [Fact]
    public async Task Without_a_built_page_one_sentence_says_how_to_build_it()
    {
        var empty = Path.Combine(_wwwroot.FullName, "none");
        await using var web = TestWeb.Start(wwwroot: empty);

        using var answer = await web.Client.GetAsync("/", Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("dotnet build Web", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Contains("The page is not built", await (await web.Client.GetAsync("/health", Cancel)).Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_wwwroot.FullName, name), text);

    private void WriteCompressed(string name, Func<Stream, Stream> compress)
    {
        using var stream = compress(File.Create(Path.Combine(_wwwroot.FullName, name)));
        stream.Write(Encoding.UTF8.GetBytes(Script));
    }
}
