using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using FlowOptics.Lake.DuckDb;
using FlowOptics.Lake.Tests.Reference;
using Xunit.Sdk;

namespace FlowOptics.GraphApi.Tests.SignIn;

/// <summary>A viewer is told what they would be told if the other accounts were not there.</summary>
[Collection<OneSignIn>]
public sealed class AccountScopeTests(SignedInFixture services)
{
    // What an answer says of its own making: rows are counted by their times, whoever's they are.
    private static readonly string[] OfTheMaking = ["plan", "omitted"];

    public static TheoryData<string> Questions { get; } = new(
        "graph?RANGE",
        "graph?days=3&group=vpc",
        "graph?days=3&group=instance&dedupe=false",
        "graph?days=3&group=eni&compare=previous",
        "graph?days=3&group=country&order=flows",
        "graph?days=3&group=tag",
        "graph?RANGE&mode=inspect&ips=10.1.3.7",
        "graph?RANGE&mode=inspect&ips=10.0.3.7",
        "graph?RANGE&label=source&limit=50",
        "graph?source=live",
        "graph?source=live&group=vpc",
        "timeseries?RANGE&by=account",
        "timeseries?RANGE&by=service-port&filter=account%20%3D%20123456789012%20or%20true%20%3D%20true",
        "timeseries?source=live&by=account",
        "top?days=3&by=account,region&bucket=86400",
        "top?RANGE&by=srcaddr&limit=1000",
        "top?RANGE&by=interface-id&limit=1000",
        "top?source=live&by=addr&limit=1000",
        "sankey?RANGE&by=account,service-port",
        "sankey?source=live&by=account,region",
        "geo?days=3",
        "geo?RANGE&by=country",
        "geo?source=live",
        "flows?RANGE&limit=1000",
        "flows?RANGE&account=123456789012",
        "flows?RANGE&filter=not%20account%20%3D%20234567890123",
        "flows?RANGE&format=csv",
        "flows?RANGE&format=ndjson&account=123456789012",
        "findings?source=live&limit=200");

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task A_viewer_of_one_account_is_told_what_there_is_without_the_others(string question)
    {
        var path = "/api/v1/" + question.Replace("RANGE", services.Range, StringComparison.Ordinal).Replace("true%20%3D%20true", "addr%20is%20not%20missing", StringComparison.Ordinal);
        using var alone = await services.Alone.Client.GetAsync(path, TestContext.Current.CancellationToken);
        using var viewer = await services.AskAsync(path, services.Issuer.Viewer(SignedInFixture.Visible));
        var (expected, told) = (await alone.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), await viewer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Assert.Equal(HttpStatusCode.OK, alone.StatusCode);
        Assert.Equal(HttpStatusCode.OK, viewer.StatusCode);
        if (path.Contains("format=", StringComparison.Ordinal)) Assert.Equal(Lines(expected), Lines(told));
        else AssertSame(expected, told, path);
        Assert.DoesNotContain(SignedInFixture.Hidden, told, StringComparison.Ordinal);
        Assert.DoesNotContain(SignedInFixture.HiddenToo, told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("&account=123456789012")]
    public async Task A_viewers_parquet_file_has_the_records_of_their_account_alone(string asked)
    {
        var path = $"/api/v1/flows?{services.Range}&format=parquet{asked}";
        using var alone = await services.Alone.Client.GetAsync(path, TestContext.Current.CancellationToken);
        using var viewer = await services.AskAsync(path, services.Issuer.Viewer(SignedInFixture.Visible));
        var told = await ParquetAsync(viewer);

        Assert.Equal(asked.Length == 0, told.Count > 0);
        Assert.Equal(await ParquetAsync(alone), told);
        Assert.All(told, record => Assert.DoesNotContain(SignedInFixture.Hidden, record, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("limit=200")]
    [InlineData("account=123456789012")]
    public async Task A_viewer_is_told_the_findings_of_their_account(string asked)
    {
        var path = $"/api/v1/findings?{services.Range}&{asked}";
        var (own, told) = ("", "");
        // Each service looks at a day when it has been quiet for a while.
        await Eventually.TrueAsync(
            async () =>
            {
                own = Findings(await services.Alone.Client.GetStringAsync(path, TestContext.Current.CancellationToken));
                using var answer = await services.AskAsync(path, services.Issuer.Viewer(SignedInFixture.Visible));
                var all = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                Assert.DoesNotContain(SignedInFixture.Hidden, all, StringComparison.Ordinal);
                told = Findings(all);
                using var admin = await services.AskAsync(path, services.Issuer.Admin());
                return own == told && (await admin.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Contains(SignedInFixture.Hidden, StringComparison.Ordinal);
            },
            () => $"alone:  {Cut(own)}\nviewer: {Cut(told)}");
    }

    [Fact]
    public async Task Every_question_of_the_api_is_asked_here()
    {
        var api = JsonElement.Parse(await services.Alone.Client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken));
        var asked = Questions.Select(question => question.Data.Split('?')[0]).Concat(["complete", "meta"]).ToHashSet(StringComparer.Ordinal);

        Assert.Equal([], api.GetProperty("paths").EnumerateObject().Select(path => path.Name.Replace("/api/v1/", "", StringComparison.Ordinal)).Except(asked));
    }

    [Theory]
    [InlineData("account")]
    [InlineData("region")]
    [InlineData("interface-id")]
    [InlineData("vpc-id")]
    public async Task A_viewer_completes_what_there_is_without_the_others(string field)
    {
        var path = $"/api/v1/complete?filter={field}%20%3D%20&limit=100";
        var (own, told) = ("", "");
        // On a busy machine values may not be found while a person would wait, and then there are none.
        await Eventually.TrueAsync(
            async () =>
            {
                own = await services.Alone.Client.GetStringAsync(path, TestContext.Current.CancellationToken);
                using var answer = await services.AskAsync(path, services.Issuer.Viewer(SignedInFixture.Visible));
                told = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                Assert.DoesNotContain(SignedInFixture.Hidden, told, StringComparison.Ordinal);
                return Suggestions(own).Count > 0 && own == told;
            },
            () => $"alone:  {Cut(own)}\nviewer: {Cut(told)}");
    }

    [Fact]
    public async Task A_viewer_completes_places_and_networks_of_their_own_records_only()
    {
        // Beginnings with fewer values than an answer has room for.
        foreach (var begun in new[] { "country%20%3D%20", "city%20%3D%20s", "asn%20%3D%204", "org%20%3D%20t" })
        {
            var path = $"/api/v1/complete?filter={begun}&limit=100";
            SortedSet<string> own = [];
            await Eventually.TrueAsync(async () => (own = Suggestions(await services.Alone.Client.GetStringAsync(path, TestContext.Current.CancellationToken))).Count > 0, path);
            using var answer = await services.AskAsync(path, services.Issuer.Viewer(SignedInFixture.Visible));
            Assert.True(own.Count < 100, $"{begun} has more values than an answer has room for");
            Assert.Subset(own, Suggestions(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        }
    }

    [Fact]
    public async Task Meta_names_the_visible_accounts_only()
    {
        using var answer = await services.AskAsync("/api/v1/meta", services.Issuer.Viewer(SignedInFixture.Visible));
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var alone = JsonElement.Parse(await services.Alone.Client.GetStringAsync("/api/v1/meta", TestContext.Current.CancellationToken));
        var meta = JsonElement.Parse(text);

        Assert.DoesNotContain(SignedInFixture.Hidden, text, StringComparison.Ordinal);
        Assert.Equal(alone.GetProperty("accounts").GetRawText(), meta.GetProperty("accounts").GetRawText());
        Assert.Equal(alone.GetProperty("import").GetProperty("records").GetInt64(), meta.GetProperty("import").GetProperty("records").GetInt64());
        Assert.Equal(alone.GetProperty("live").GetProperty("flows").GetInt64(), meta.GetProperty("live").GetProperty("flows").GetInt64());
    }

    [Fact]
    public async Task An_answer_that_is_kept_is_given_to_nobody_who_may_not_see_it()
    {
        var path = $"/api/v1/top?{services.Range}&by=account";
        using var admin = await services.AskAsync(path, services.Issuer.Admin());
        var all = await admin.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains(SignedInFixture.Hidden, all, StringComparison.Ordinal);

        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", services.Issuer.Viewer(SignedInFixture.Visible));
        request.Headers.IfNoneMatch.Add(admin.Headers.ETag!);
        using var viewer = await services.SignedIn.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, viewer.StatusCode);
        Assert.NotEqual(admin.Headers.ETag, viewer.Headers.ETag);
        Assert.DoesNotContain(SignedInFixture.Hidden, await viewer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_have_the_visible_accounts_only()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/top?{services.Range}&by=account");
        request.Headers.Authorization = new("Bearer", services.Issuer.Viewer(SignedInFixture.Visible));
        request.Headers.Accept.Add(new("text/event-stream"));
        using var answer = await services.SignedIn.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var events = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Contains("event: result", events, StringComparison.Ordinal);
        Assert.Contains(SignedInFixture.Visible, events, StringComparison.Ordinal);
        Assert.DoesNotContain(SignedInFixture.Hidden, events, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_accounts_page_of_records_cannot_be_gone_on_with()
    {
        var path = $"/api/v1/flows?{services.Range}&limit=10";
        using var admin = await services.AskAsync(path, services.Issuer.Admin());
        var cursor = JsonElement.Parse(await admin.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).GetProperty("next").GetString();

        using var viewer = await services.AskAsync($"{path}&cursor={Uri.EscapeDataString(cursor!)}", services.Issuer.Viewer(SignedInFixture.Visible));

        Assert.Equal(HttpStatusCode.BadRequest, viewer.StatusCode);
    }

    [Fact]
    public async Task What_was_asked_is_written_down_with_who_asked()
    {
        using (await services.AskAsync("/api/v1/top?days=1&by=dstport", services.Issuer.Viewer(SignedInFixture.Visible)))
        {
            await Eventually.TrueAsync(
                () => services.SignedIn.Output.Contains("Asked by ada-1815 (Ada, viewer): /api/v1/top?days=1&by=dstport; answered 200 after", StringComparison.Ordinal), () => services.SignedIn.Output);
        }
    }

    private static async Task<List<string>> ParquetAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "flows.parquet");
        await File.WriteAllBytesAsync(file, await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        using var database = DuckDbDatabase.Open();
        using var connection = database.Connect();
        using var records = connection.Query($"SELECT records::VARCHAR AS record FROM read_parquet('{file}') AS records ORDER BY record");
        return records.ToRows().ConvertAll(record => (string)record[0]!);
    }

    private static string Findings(string answer) => JsonElement.Parse(answer) is var all ? $"{all.GetProperty("total")} {all.GetProperty("totalGroups")} {all.GetProperty("findings")}" : "";

    private static IEnumerable<string> Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal);

    private static SortedSet<string> Suggestions(string answer) =>
        [.. JsonElement.Parse(answer).GetProperty("suggestions").EnumerateArray().Where(one => one.GetProperty("kind").GetString() == "value").Select(one => one.GetProperty("text").GetString()!)];

    private static void AssertSame(string expected, string told, string path)
    {
        var (left, right) = (JsonNode.Parse(expected)!.AsObject(), JsonNode.Parse(told)!.AsObject());
        foreach (var name in OfTheMaking.Concat(path.Contains("source=live", StringComparison.Ordinal) || !path.Contains("from=", StringComparison.Ordinal) ? ["from", "to", "next", "compared"] : ["next"]))
        {
            left.Remove(name);
            right.Remove(name);
        }

        // Places with the same sums stand in the order in which they came.
        foreach (var answer in new[] { left, right })
        {
            if (answer["places"] is JsonArray places) answer["places"] = new JsonArray([.. places.Select(place => place!.DeepClone()).OrderBy(place => place.ToJsonString(), StringComparer.Ordinal)]);
        }

        if (!JsonNode.DeepEquals(left, right)) throw new XunitException($"{path}\nalone:  {Cut(left.ToJsonString())}\nviewer: {Cut(right.ToJsonString())}");
    }

    private static string Cut(string text) => text[..Math.Min(text.Length, 3000)];
}
