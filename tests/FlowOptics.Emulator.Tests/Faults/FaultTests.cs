using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Amazon.S3;
using Amazon.S3.Model;
using FlowOptics.Emulator.Tests.Clients;

namespace FlowOptics.Emulator.Tests.Faults;

public sealed class FaultTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Faults_befall_whom_they_are_meant_for_and_end_after_their_count()
    {
        using var data = new TemporaryFolder();
        await using var emulator = await EmulatorProcess.StartAsync(data.Path, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["FlowOptics__Emulator__Faults"] = """[{"service":"s3","operation":"ListBuckets","kind":"throttle","count":1}]""",
        });
        using var s3 = emulator.S3();
        var throttled = await Assert.ThrowsAsync<AmazonS3Exception>(() => s3.ListBucketsAsync(Token));
        Assert.Equal(("SlowDown", HttpStatusCode.ServiceUnavailable), (throttled.ErrorCode, throttled.StatusCode));
        await s3.PutBucketAsync("faults", Token);
        await s3.ListBucketsAsync(Token);

        using var http = new HttpClient();
        var address = new Uri(emulator.Url + "/_flowoptics/faults");
        async Task SetAsync(string rules) => Assert.Equal(HttpStatusCode.NoContent, (await http.PutAsync(address, new StringContent(rules), Token)).StatusCode);

        await SetAsync("""[{"kind":"loseAnswer","operation":"PutObject"},{"kind":"cut","operation":"GetBucketLocation"},{"kind":"throttle","service":"sqs"},{"kind":"error","status":503,"service":"athena"}]""");
        var lost = await Assert.ThrowsAsync<AmazonS3Exception>(() => s3.PutObjectAsync(new PutObjectRequest { BucketName = "faults", Key = "x", ContentBody = "there" }, Token));
        Assert.Equal("InternalError", lost.ErrorCode);
        await Assert.ThrowsAnyAsync<Exception>(() => s3.GetBucketLocationAsync("faults", Token));
        using (var got = await s3.GetObjectAsync("faults", "x", Token)) Assert.Equal(5, got.ContentLength);
        using var client = new SignedClient(emulator);
        Assert.Equal((400, "com.amazonaws.sqs#RequestThrottled"), await ErrorAsync(client, "sqs", "ListQueues"));
        Assert.Equal((503, "ServiceUnavailable"), await ErrorAsync(client, "athena", "ListWorkGroups"));

        // A client that tries again gets through: half of the requests fail.
        await SetAsync("""[{"kind":"error","probability":0.5,"service":"s3"}]""");
        using var patient = emulator.S3(configure: config => config.MaxErrorRetry = 8);
        await patient.PutObjectAsync(new PutObjectRequest { BucketName = "faults", Key = "again", ContentBody = "x" }, Token);

        Assert.Equal("error", (await http.GetFromJsonAsync<JsonArray>(address, Token))![0]!["kind"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.BadRequest, (await http.PutAsync(address, new StringContent("""[{"kind":"nonsense"}]"""), Token)).StatusCode);
        await http.DeleteAsync(address, Token);
        await s3.ListBucketsAsync(Token);
    }

    private static async Task<(int Status, string Type)> ErrorAsync(SignedClient client, string service, string operation)
    {
        var (status, answer) = await client.CallAsync(service, operation, []);
        return (status, answer["__type"]!.GetValue<string>());
    }
}
