using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Amazon.S3.Model;
using FlowOptics.Emulator.Tests.Clients;
using FlowOptics.GraphApi.Startup;
using FlowOptics.Lake;
using FlowOptics.Lake.Tests.Reference;

namespace FlowOptics.GraphApi.Tests.Athena;

/// <summary>The real service with history in Athena, which the emulator is.</summary>
public sealed class HistoryInAthenaTests
{
    private static readonly DateTimeOffset Noon = new(DateTimeOffset.UtcNow.UtcDateTime.Date.AddDays(-2).AddHours(12), TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Questions_of_history_are_asked_of_Athena_and_nothing_is_imported()
    {
        using var folder = new TemporaryFolder();
        await using var emulator = await EmulatorProcess.StartAsync(Path.Combine(folder.Path, "aws"), new Dictionary<string, string>(StringComparer.Ordinal) { ["FlowOptics__Emulator__Athena__QueueMilliseconds"] = "0" });
        await PutAsync(emulator);
        await MakeTableAsync(emulator);
        using var service = new GraphApiProcess(
            folder.Path, "s3://logs", ("FlowOptics__Cloud", "emulated"), ("AWS_ENDPOINT_URL", emulator.Url), ("AWS_ACCESS_KEY_ID", "test"), ("AWS_SECRET_ACCESS_KEY", "test"), ("AWS_REGION", "us-east-1"),
            ("FlowOptics__History", "athena"), ("FlowOptics__Athena__Table", "flow_logs"), ("FlowOptics__Athena__OutputLocation", "s3://logs/results/"));
        var meta = await service.UntilAsync("/api/v1/meta", answer => answer.GetProperty("accounts").GetArrayLength() > 0);
        Assert.Equal("off", meta.GetProperty("import").GetProperty("state").GetString());
        Assert.Equal(0, meta.GetProperty("import").GetProperty("records").GetInt64());
        Assert.Equal("flow_logs", meta.GetProperty("athena").GetProperty("table").GetString());
        Assert.Equal("111111111111", meta.GetProperty("accounts")[0].GetProperty("account").GetString());
        var history = meta.GetProperty("sources").GetProperty("history");
        Assert.DoesNotContain("country", Texts(history.GetProperty("groups")));
        Assert.Contains("service-port", Texts(history.GetProperty("filterFields")));

        var range = FormattableString.Invariant($"from={Noon:yyyy-MM-dd'T'HH:mm:ss'Z'}&to={Noon.AddHours(1):yyyy-MM-dd'T'HH:mm:ss'Z'}");
        var graph = await service.Client.GetFromJsonAsync<JsonElement>($"/api/v1/graph?{range}", Token);
        Assert.Equal(3, graph.GetProperty("accepted").GetProperty("flows").GetInt64());
        Assert.True(graph.GetProperty("plan").GetProperty("bytesScanned").GetInt64() > 0);
        Assert.True(graph.GetProperty("plan").GetProperty("estimatedCost").GetDouble() > 0);
        using var ask = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/top?by=dstport&{range}") { Headers = { { "Accept", "text/event-stream" } } };
        var events = await (await service.Client.SendAsync(ask, Token)).Content.ReadAsStringAsync(Token);
        Assert.Contains("event: result", events, StringComparison.Ordinal);
        Assert.Contains("\"estimatedCost\":", events, StringComparison.Ordinal);
        var csv = await service.Client.GetStringAsync(new Uri($"/api/v1/flows?format=csv&{range}", UriKind.Relative), Token);
        Assert.Equal(4, csv.Trim().Split('\n').Length);
        await RefusedAsync(service, $"/api/v1/graph?group=country&{range}", "only known after them");
        await RefusedAsync(service, $"/api/v1/findings?{range}", "FlowOptics:Lake:Import");
        Assert.Equal(HttpStatusCode.OK, (await service.Client.GetAsync(new Uri("/api/v1/graph?source=live", UriKind.Relative), Token)).StatusCode);
    }

    [Theory]
    [InlineData(new[] { "--help" }, 0, "ddl --location")]
    [InlineData(new[] { "--location", "s3://logs", "--parquet", "--format", "${srcaddr} ${dstaddr} ${start}" }, 0, "STORED AS PARQUET")]
    [InlineData(new[] { "--parquet" }, 2, "--location is missing")]
    [InlineData(new[] { "--location", "s3://logs", "--since", "yesterday" }, 2, "--since is 'yesterday'")]
    [InlineData(new[] { "--colour" }, 2, "'--colour' is no option")]
    public void The_command_ddl_writes_a_table_or_says_what_is_wrong(string[] words, int code, string text)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        Assert.Equal(code, DdlCommand.Run(words, output, errors));
        Assert.Contains(text, (code == 0 ? output : errors).ToString(), StringComparison.Ordinal);
    }

    private static IEnumerable<string?> Texts(JsonElement list) => list.EnumerateArray().Select(each => each.GetString());

    private static async Task RefusedAsync(GraphApiProcess service, string path, string reason)
    {
        using var answer = await service.Client.GetAsync(new Uri(path, UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(reason, await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    private static async Task PutAsync(EmulatorProcess emulator)
    {
        using var s3 = emulator.S3();
        await s3.PutBucketAsync("logs", Token);
        var text = new StringBuilder("version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status\n");
        for (var i = 0; i < 3; i++) text.Append(CultureInfo.InvariantCulture, $"2 111111111111 eni-1 10.0.1.1{i} 10.0.2.20 51000 443 6 10 1000 {Noon.ToUnixTimeSeconds() + i} {Noon.ToUnixTimeSeconds() + 60} ACCEPT OK\n");
        var key = FormattableString.Invariant($"AWSLogs/111111111111/vpcflowlogs/eu-west-1/{Noon:yyyy'/'MM'/'dd}/x.log");
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = "logs", Key = key, ContentBody = text.ToString() }, Token);
    }

    private static async Task MakeTableAsync(EmulatorProcess emulator)
    {
        using var ddl = new StringWriter();
        using var errors = new StringWriter();
        Assert.True(DdlCommand.Run(["--location", "s3://logs", "--accounts", "111111111111", "--regions", "eu-west-1"], ddl, errors) == 0, errors.ToString());
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "test");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "test");
        Environment.SetEnvironmentVariable("AWS_REGION", "us-east-1");
        var options = new AthenaOptions { Table = "", Endpoint = emulator.Url, OutputLocation = "s3://logs/results/" };
        using var client = new AthenaClient(options);
        using var s3 = emulator.S3();
        await new AthenaRunner(options, client, s3, TimeProvider.System).RunAsync(new AthenaText().Add(ddl.ToString()), TimeSpan.Zero, (_, _) => { }, Token);
    }
}
