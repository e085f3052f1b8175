using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace FlowOptics.Web.Tests.SignIn.Browser;

/// <summary>GraphApi as it was built, in a process of its own, with a bucket of two accounts.</summary>
internal sealed class RealGraphApi : IAsyncDisposable
{
    public const string Visible = "111111111111";
    public const string Hidden = "222222222222";

    /// <summary>How many records each account has.</summary>
    public const int Records = 20;

    private static readonly DateTimeOffset From = new DateTimeOffset(DateTime.UtcNow.Date, TimeSpan.Zero).AddHours(-15);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("flowoptics-signin-");
    private readonly Process _process;

    public RealGraphApi(IEnumerable<(string Name, string Value)> settings)
    {
        foreach (var account in new[] { Visible, Hidden }) Put(account);
        Address = new Uri($"http://127.0.0.1:{FreePort.Find()}");
        var built = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(Repository(), "GraphApi", "bin", built, "net10.0", "FlowOptics.GraphApi.dll")]) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["ASPNETCORE_URLS"] = Address.ToString();
        start.Environment["ConnectionStrings__mqtt"] = "mqtt://127.0.0.1:1";
        start.Environment["FlowOptics__Data"] = _data.FullName;
        start.Environment["FlowOptics__Bucket"] = Path.Combine(_data.FullName, "bucket");
        foreach (var (name, value) in settings) start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.BeginOutputReadLine();
    }

    public Uri Address { get; }

    /// <summary>The page's state for the time of its records.</summary>
    public static string Range => $"from={From:yyyy-MM-ddTHH:mm:ssZ}&to={From.AddHours(1):yyyy-MM-ddTHH:mm:ssZ}";

    /// <summary>Waits until it has imported both accounts.</summary>
    /// <param name="admin">A token of who may see both.</param>
    public async Task ReadyAsync(string admin)
    {
        using var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", admin);
        var last = "";
        await Eventually.TrueAsync(
            async () =>
            {
                if (_process.HasExited) throw new InvalidOperationException($"GraphApi ended with {_process.ExitCode}.");
                try
                {
                    using var answer = await client.GetAsync("/api/v1/meta");
                    last = await answer.Content.ReadAsStringAsync();
                    return answer.StatusCode == HttpStatusCode.OK && JsonElement.Parse(last).GetProperty("import").GetProperty("records").GetInt64() == 2 * Records;
                }
                catch (HttpRequestException notYet)
                {
                    last = notYet.Message;
                    return false;
                }
            },
            () => last,
            120);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _data.Delete(recursive: true);
    }

    private void Put(string account)
    {
        var path = Path.Combine(_data.FullName, "bucket", $"AWSLogs/{account}/vpcflowlogs/eu-west-1/{From:yyyy/MM/dd}/{account}_vpcflowlogs_eu-west-1_fl-1_{From:yyyyMMdd}T0900Z_a.log");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var start = From.ToUnixTimeSeconds();
        var lines = Enumerable.Range(1, Records).Select(i => $"2 {account} eni-{account} 10.0.1.{i} 10.0.2.20 {50_000 + i} 443 6 10 1000 {start + i} {start + 60 + i} ACCEPT OK");
        File.WriteAllLines(path, lines.Prepend("version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status"));
        File.SetLastWriteTimeUtc(path, From.UtcDateTime.AddHours(1));
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FlowOptics.Aspire.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException($"{AppContext.BaseDirectory} is in no checkout of FlowOptics.");
    }
}
