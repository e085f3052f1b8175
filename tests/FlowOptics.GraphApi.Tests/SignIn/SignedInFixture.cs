using System.Globalization;
using System.Text;
using System.Text.Json;
using FlowOptics.Demo.Delivery;
using FlowOptics.Demo.Honeypots;
using FlowOptics.Demo.World;
using FlowOptics.Lake.Tests.Reference;

namespace FlowOptics.GraphApi.Tests.SignIn;

/// <summary>
/// Two services over the demo's objects: one has those of all accounts, and people sign in; the other has those of one account alone, and nobody does. What a viewer of that account is told by the
/// first must be what the second tells everybody.
/// </summary>
public sealed class SignedInFixture : IAsyncLifetime
{
    public const string Visible = "234567890123";
    public const string Hidden = "123456789012";
    public const string HiddenToo = "345678901234";

    // Somewhat more than an hour, so that one is whole.
    private const int Interval = 1200;
    private const int Intervals = 4;

    private readonly TemporaryFolder _all = new();
    private readonly TemporaryFolder _one = new();
    private GraphApiProcess? _signedIn;
    private GraphApiProcess? _alone;
    private TestIssuer? _issuer;

    /// <summary>All accounts.</summary>
    internal GraphApiProcess SignedIn => _signedIn!;

    /// <summary>The visible account's objects, and no others.</summary>
    internal GraphApiProcess Alone => _alone!;

    internal TestIssuer Issuer => _issuer!;

    /// <summary>The range of the finished records, as query parameters.</summary>
    internal string Range { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        _issuer = await TestIssuer.StartAsync();
        var folders = new[] { _all, _one }.Select(folder => Directory.CreateDirectory(Path.Combine(folder.Path, "bucket")).FullName).ToArray();
        var buckets = folders.Select(folder => new FolderBucket(folder)).ToArray();
        // Finished hours for the roll-ups, and the last minutes for the live window.
        var finished = DateTimeOffset.UtcNow.AddDays(-2).ToUnixTimeSeconds() / 86_400 * 86_400 + 8 * 3600;
        var recent = DateTimeOffset.UtcNow.AddSeconds(-Interval).ToUnixTimeSeconds() / 60 * 60;
        var logs = DemoWorld.FlowLogs(HoneypotData.Load(Path.Combine(AppContext.BaseDirectory, "Data", "honeypot-2013.csv.gz")));
        foreach (var log in logs.Where(log => log.Vpc.Account is Visible or Hidden).Append(logs.First(log => log.Vpc.Account == HiddenToo)))
        {
            foreach (var bucket in log.Vpc.Account == Visible ? buckets : buckets.Take(1))
            {
                for (var i = 0; i < Intervals; i++) await bucket.WriteAsync(log, finished + (i * Interval), finished + ((i + 1) * Interval), DateTimeOffset.UtcNow.AddDays(-1), CancellationToken.None);
                await bucket.WriteAsync(log, recent, recent + Interval, DateTimeOffset.UtcNow.AddSeconds(-20), CancellationToken.None);
            }
        }

        // A scan in each, for findings.
        PutScan(buckets: folders, Visible, finished);
        PutScan(buckets: folders[..1], Hidden, finished);
        Range = $"from={DateTimeOffset.FromUnixTimeSeconds(finished):yyyy-MM-ddTHH:mm:ssZ}&to={DateTimeOffset.FromUnixTimeSeconds(finished + (Intervals * Interval)):yyyy-MM-ddTHH:mm:ssZ}";
        _alone = new GraphApiProcess(_one.Path, folders[1]);
        _signedIn = new GraphApiProcess(_all.Path, folders[0], _issuer.Settings);
        _signedIn.Client.DefaultRequestHeaders.Authorization = new("Bearer", _issuer.Admin());
        await Task.WhenAll(ReadyAsync(_alone, folders[1]), ReadyAsync(_signedIn, folders[0]));
        _signedIn.Client.DefaultRequestHeaders.Authorization = null;
    }

    /// <summary>Asks with a token; null: without one.</summary>
    internal async Task<HttpResponseMessage> AskAsync(string path, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null) request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        return await SignedIn.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _alone?.Dispose();
        _signedIn?.Dispose();
        if (_issuer is not null) await _issuer.DisposeAsync();
        _all.Dispose();
        _one.Dispose();
    }

    private static void PutScan(string[] buckets, string account, long start)
    {
        var text = new StringBuilder("version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status\n");
        for (var port = 1; port <= 40; port++) text.Append(CultureInfo.InvariantCulture, $"2 {account} eni-0scan 10.9.6.66 10.9.3.7 40000 {port} 6 1 40 {start + 60} {start + 120} REJECT OK\n");
        foreach (var bucket in buckets)
        {
            var path = Path.Combine(bucket, $"AWSLogs/{account}/vpcflowlogs/us-east-1/2026/01/01/{account}_vpcflowlogs_us-east-1_fl-scan_20260101T0000Z_scan.log");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text.ToString());
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddDays(-1));
        }
    }

    // Imported, and streamed. Days are looked at for findings some seconds later.
    private static async Task ReadyAsync(GraphApiProcess process, string bucket)
    {
        var objects = Directory.EnumerateFiles(bucket, "*.log*", SearchOption.AllDirectories).Count();
        await process.UntilAsync("/api/v1/meta", meta => meta.GetProperty("import").GetProperty("objects").GetInt64() == objects && IsIdle(meta));
    }

    private static bool IsIdle(JsonElement meta) => meta.GetProperty("import").GetProperty("state").GetString() == "idle" && !meta.GetProperty("live").GetProperty("rebuilding").GetBoolean();
}
