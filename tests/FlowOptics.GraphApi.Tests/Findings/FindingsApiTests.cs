using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using FlowOptics.Lake.Tests.Reference;

namespace FlowOptics.GraphApi.Tests.Findings;

public sealed class FindingsApiTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Bucket _bucket;

    public FindingsApiTests() => _bucket = new Bucket(Directory.CreateDirectory(Path.Combine(_folder.Path, "bucket")).FullName);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_scan_is_told_in_history_and_live_and_its_evidence_gives_its_numbers()
    {
        // Recent enough for the live window, and all of one day.
        var end = DateTimeOffset.UtcNow.AddSeconds(-90);
        _bucket.Put("scan", Scan(40, end), DateTimeOffset.UtcNow.AddSeconds(-10));
        using var service = new GraphApiProcess(_folder.Path, _bucket.Folder);
        foreach (var source in new[] { "history", "live" })
        {
            var answer = await service.UntilAsync($"/api/v1/findings?days=2&source={source}", answer => answer.GetProperty("findings").GetArrayLength() > 0);
            var scan = Assert.Single(answer.GetProperty("findings").EnumerateArray());
            Assert.Equal("portScan", scan.GetProperty("kind").GetString());
            Assert.Equal("high", scan.GetProperty("severity").GetString());
            Assert.Equal("T1046", scan.GetProperty("technique").GetProperty("id").GetString());
            Assert.Equal(40, scan.GetProperty("traffic").GetProperty("flows").GetInt64());
            var evidence = scan.GetProperty("evidence");
            Assert.Equal(source, evidence.GetProperty("source").GetString());
            Assert.Equal("srcaddr = 10.0.6.66 and dstaddr = 10.0.3.7", evidence.GetProperty("filter").GetString());
            Assert.Contains("&filter=srcaddr%20%3D%2010.0.6.66", evidence.GetProperty("query").GetString(), StringComparison.Ordinal);
        }

        using var refused = await service.Client.GetAsync("/api/v1/findings?filter=srcaddr%20%3D%2010.0.0.1");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("'filter' is no parameter", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await service.Client.GetFromJsonAsync<JsonElement>("/api/v1/findings?days=2&kind=bruteForce")).GetProperty("totalGroups").GetInt64());
    }

    private static byte[] Scan(int ports, DateTimeOffset end)
    {
        var text = new StringBuilder("version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status\n");
        for (var port = 1; port <= ports; port++)
        {
            text.Append(CultureInfo.InvariantCulture, $"2 {Bucket.Account} eni-0a1b2c 10.0.6.66 10.0.3.7 40000 {port} 6 1 44 {end.ToUnixTimeSeconds()} {end.ToUnixTimeSeconds()} REJECT OK\n");
        }

        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest)) gzip.Write(Encoding.ASCII.GetBytes(text.ToString()));
        return compressed.ToArray();
    }
}
