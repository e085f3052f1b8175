using System.Net;

namespace FlowOptics.GraphApi.Tests.Apis;

public sealed class DownloadLimitsTests
{
    [Theory]
    [InlineData("identity")]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_file_that_is_broken_off_does_not_look_whole(string encoding)
    {
        await using var service = await SlowService.StartAsync(("Download:TimeoutSeconds", "1"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/endless");
        request.Headers.AcceptEncoding.ParseAdd(encoding);
        using var answer = await service.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => answer.Content.CopyToAsync(Stream.Null));
        Assert.True(failure is HttpRequestException or IOException, failure.ToString());
        await Eventually.TrueAsync(() => service.Downloads == 0, "the download runs on");
    }

    [Fact]
    public async Task A_file_that_did_not_begin_in_its_time_is_a_problem()
    {
        await using var service = await SlowService.StartAsync(("Download:TimeoutSeconds", "1"));
        using var answer = await service.Client.GetAsync("/api/v1/flows?format=ndjson");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        var problem = await answer.Content.ReadAsStringAsync();
        Assert.Contains("ended after 1 s", problem, StringComparison.Ordinal);
        Assert.Contains("FlowOptics:Download:TimeoutSeconds", problem, StringComparison.Ordinal);
        Assert.Null(answer.Content.Headers.ContentDisposition);
    }

    [Theory]
    [InlineData("/endless")]
    [InlineData("/api/v1/flows?format=parquet")]
    public async Task Downloads_have_turns_of_their_own_until_their_client_leaves(string path)
    {
        await using var service = await SlowService.StartAsync(("Query:TimeoutSeconds", "1"), ("Query:Concurrent", "1"), ("Query:Waiting", "0"), ("Download:Concurrent", "1"), ("Download:Waiting", "0"));
        using var leave = new CancellationTokenSource();
        var first = service.Client.GetAsync(path, leave.Token);
        await Eventually.TrueAsync(() => service.Downloads == 1, "the download has no turn");

        using var second = await service.Client.GetAsync("/endless");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, second.StatusCode);
        Assert.Contains("FlowOptics:Download:Concurrent", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        // A question to the same records is not sent away: it has its turn, and the end of its own time.
        Assert.Equal(0, service.Taken);
        using var question = await service.Client.GetAsync("/api/v1/graph");
        Assert.Contains("It was ended after 1 s", await question.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Eventually.TrueAsync(() => service.Downloads == 0, "the download runs on");
    }
}
