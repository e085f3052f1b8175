using System.Globalization;
using System.Net;
using FlowOptics.Lake.Tests.Reference;

namespace FlowOptics.GraphApi.Tests.Apis;

public sealed class CachingTests : IDisposable
{
    private static readonly DateTimeOffset Hour = new(DateTimeOffset.UtcNow.AddDays(-1).UtcDateTime.Date, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly Bucket _bucket;
    private readonly GraphApiProcess _process;

    public CachingTests()
    {
        _bucket = new Bucket(Directory.CreateDirectory(Path.Combine(_folder.Path, "bucket")).FullName);
        _bucket.Put("one", Bucket.Text(100, Hour.AddMinutes(50)), DateTimeOffset.UtcNow.AddSeconds(-10));
        _process = new GraphApiProcess(_folder.Path, _bucket.Folder);
    }

    [Fact]
    public async Task An_answer_over_a_finished_range_is_given_again_until_a_late_object_changes_it()
    {
        await RecordsAsync(100);
        var finished = Range(Hour, Hour.AddHours(1));
        using var first = await _process.Client.GetAsync(finished);
        Assert.Equal("private, no-cache", first.Headers.CacheControl?.ToString().Replace("no-cache, private", "private, no-cache", StringComparison.Ordinal));
        using var again = await _process.Client.GetAsync(finished);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(finished, first.Headers.ETag!));

        // Later records concern it not, earlier ones do: an answer may compare with an earlier window.
        _bucket.Put("two", Bucket.Text(100, Hour.AddHours(3)), DateTimeOffset.UtcNow.AddSeconds(-10));
        await RecordsAsync(200);
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(finished, first.Headers.ETag!));
        _bucket.Put("three", Bucket.Text(100, Hour.AddMinutes(40)), DateTimeOffset.UtcNow.AddSeconds(-10));
        await RecordsAsync(300);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(finished, first.Headers.ETag!));
        using var changed = await _process.Client.GetAsync(finished);
        Assert.NotEqual(first.Headers.ETag, changed.Headers.ETag);
        Assert.Contains("\"accepted\":{\"flows\":200,", await changed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _process.Dispose();
        _folder.Dispose();
    }

    private static string Range(DateTimeOffset from, DateTimeOffset to) =>
        string.Create(CultureInfo.InvariantCulture, $"/api/v1/graph?from={from.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}&to={to.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}");

    private async Task RecordsAsync(long records) => await _process.UntilAsync("/api/v1/meta", meta => meta.GetProperty("import").GetProperty("records").GetInt64() == records);

    private async Task<HttpStatusCode> StatusAsync(string path, System.Net.Http.Headers.EntityTagHeaderValue tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.IfNoneMatch.Add(tag);
        using var answer = await _process.Client.SendAsync(request);
        return answer.StatusCode;
    }
}
