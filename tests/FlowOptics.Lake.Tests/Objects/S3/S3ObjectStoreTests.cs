using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using FlowOptics.Emulator.Tests.Clients;

namespace FlowOptics.Lake.Tests.Objects.S3;

/// <summary>What only S3 does, and how it goes wrong.</summary>
[Collection(nameof(SharedEmulator))]
public sealed class S3ObjectStoreTests(EmulatorFixture fixture) : IAsyncLifetime
{
    private readonly string _bucket = $"store-{Guid.NewGuid():n}";
    private readonly AmazonS3Client _s3 = fixture.Emulator.S3();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _s3.PutBucketAsync(_bucket, Token);

    public ValueTask DisposeAsync()
    {
        _s3.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Lists_the_prefixes_of_an_organisation_and_nothing_of_other_services_and_neighbours()
    {
        string[] taken = ["logs/AWSLogs/o-a1b2c3d4e5/123456789012/vpcflowlogs/eu-west-1/2026/11/22/a.log.gz", "logs/AWSLogs/o-a1b2c3d4e5/aws-account-id=210987654321/aws-service=vpcflowlogs/b.log.gz", "logs/AWSLogs/345678901234/vpcflowlogs/us-east-1/2026/11/22/c.log.gz"];
        string[] left = ["logs-old/AWSLogs/345678901234/vpcflowlogs/d.log.gz", "logs/AWSLogs/o-a1b2c3d4e5/123456789012/CloudTrail/eu-west-1/e.json.gz", "logs/AWSLogs/345678901234/elasticloadbalancing/f.log.gz", "logs/AWSLogs/999999999999/vpcflowlogs/g.log.gz", "logs/AWSLogs/345678901234/vpcflowlogs/"];
        foreach (var key in taken.Concat(left)) await PutAsync(key, [1]);
        var settings = ObjectStoreSettings.From(Settings(("FlowOptics:Bucket", $"s3://{_bucket}/logs"), ("FlowOptics:Prefixes", "AWSLogs/o-a1b2c3d4e5/; AWSLogs/345678901234/; AWSLogs/345678901234/vpcflowlogs/")));
        using var store = new S3ObjectStore(fixture.Emulator.S3(), settings.S3!);

        Assert.Equal(taken.Order(StringComparer.Ordinal), (await store.ListAsync(Token).Select(info => info.Key).ToListAsync(Token)).Order(StringComparer.Ordinal));
        Assert.All(taken, key => Assert.True(settings.S3!.Takes(key), key));
        Assert.All(left, key => Assert.False(settings.S3!.Takes(key), key));
    }

    [Fact]
    public async Task Reads_an_object_to_its_end_though_the_connection_breaks_in_the_middle()
    {
        var bytes = new byte[600_000];
        new Random(3).NextBytes(bytes);
        await PutAsync("large.log", bytes);
        await using var proxy = new CuttingProxy(fixture.Emulator.Port, cuts: 2, bytes: 150_000);
        using var store = new S3ObjectStore(fixture.Emulator.S3(configure: config => config.ServiceURL = proxy.Url), new() { Bucket = _bucket });
        await using var stored = await store.OpenAsync("large.log", Token);
        using var copy = new MemoryStream();
        await stored!.Content.CopyToAsync(copy, Token);

        Assert.Equal(bytes, copy.ToArray());
        Assert.True(proxy.CutsLeft <= 0);
    }

    [Fact]
    public async Task Never_mixes_two_contents_of_a_key_where_the_connection_breaks()
    {
        await PutAsync("large.log", new byte[600_000]);
        await using var proxy = new CuttingProxy(fixture.Emulator.Port, cuts: 1, bytes: 300_000);
        using var store = new S3ObjectStore(fixture.Emulator.S3(configure: config => config.ServiceURL = proxy.Url), new() { Bucket = _bucket });
        await using var stored = await store.OpenAsync("large.log", Token);
        await stored!.Content.ReadExactlyAsync(new byte[1000], Token);
        await PutAsync("large.log", new byte[600_001]);
        var e = await Assert.ThrowsAsync<ObjectStoreException>(() => stored.Content.CopyToAsync(Stream.Null, Token));
        Assert.Contains("replaced while it was read", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_of_bytes_that_differ_from_the_checksum()
    {
        await PutAsync("damaged.log", new byte[100_000]);
        var file = Directory.EnumerateFiles(fixture.Data, "*.data", SearchOption.AllDirectories).Where(path => path.Contains(_bucket, StringComparison.Ordinal)).Single();
        await using (var content = File.OpenWrite(file))
        {
            content.Position = 70_000;
            content.WriteByte(1);
        }

        using var store = new S3ObjectStore(fixture.Emulator.S3(), new() { Bucket = _bucket });
        await using var stored = await store.OpenAsync("damaged.log", Token);
        var e = await Assert.ThrowsAsync<ObjectStoreException>(() => stored!.Content.CopyToAsync(Stream.Null, Token));
        Assert.Contains("differs from the checksum", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tries_again_where_S3_throttles_fails_or_breaks_off()
    {
        await using var faults = new EmulatorFaults(fixture.Emulator);
        await PutAsync("a.log", [1, 2, 3]);
        await faults.SetAsync("""[{"service":"s3","operation":"GetObject","kind":"throttle","count":1},{"service":"s3","operation":"GetObject","kind":"cut","count":1},{"service":"s3","operation":"ListObjectsV2","kind":"error","status":503,"count":1}]""", Token);
        using var store = new S3ObjectStore(fixture.Emulator.S3(configure: config => config.MaxErrorRetry = 4), new() { Bucket = _bucket });

        await using var stored = await store.OpenAsync("a.log", Token);
        Assert.Equal(3, stored!.Info.Size);
        Assert.Equal("a.log", Assert.Single(await store.ListAsync(Token).ToListAsync(Token)).Key);
    }

    [Fact]
    public async Task Says_in_a_sentence_what_is_wrong_and_what_to_do()
    {
        await PutAsync("a.log", [1]);
        Assert.Contains("there is no such bucket; correct FlowOptics:Bucket", await FaultOf(fixture.Emulator.S3(), "no-such-bucket"), StringComparison.Ordinal);
        Assert.Contains("refuses the credentials (InvalidAccessKeyId)", await FaultOf(fixture.Emulator.S3("nobody"), _bucket), StringComparison.Ordinal);
        Assert.Contains("refuses the credentials (SignatureDoesNotMatch)", await FaultOf(fixture.Emulator.S3("test", "tset"), _bucket), StringComparison.Ordinal);
        Assert.Contains("cannot be reached", await FaultOf(fixture.Emulator.S3(configure: config => config.ServiceURL = $"http://127.0.0.1:{FreePort.Find()}"), _bucket), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AccessDenied", "Access Denied", "allow this role s3:ListBucket and s3:GetObject")]
    [InlineData("AccessDenied", "User: arn:aws:sts::1:x is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:eu-west-1:1:key/k", "allow this role kms:Decrypt")]
    [InlineData("KMS.DisabledException", "arn:aws:kms:eu-west-1:1:key/k is disabled.", "its key in KMS may not be used")]
    [InlineData("RequestTimeTooSkewed", "The difference between the request time and the current time is too large.", "clock differs")]
    [InlineData("ExpiredToken", "The provided token has expired.", "refuses the credentials (ExpiredToken)")]
    [InlineData("PermanentRedirect", "The bucket you are attempting to access must be addressed using the specified endpoint.", "set AWS_REGION")]
    [InlineData("InvalidObjectState", "The operation is not valid for the object's storage class", "restore it")]
    [InlineData("SlowDown", "Please reduce your request rate.", "does not serve it now (SlowDown)")]
    public void Knows_the_mend_of_what_AWS_refuses(string code, string message, string mend)
    {
        var fault = S3Fault.Of(new AmazonS3Exception(message, ErrorType.Sender, code, "1", System.Net.HttpStatusCode.Forbidden), "object 'k' of bucket 'b' cannot be read");
        Assert.StartsWith("object 'k' of bucket 'b' cannot be read: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(mend, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_that_there_are_no_credentials() => Assert.Contains(
        "no AWS credentials were found; give the service a role",
        S3Fault.Of(new AmazonClientException("Failed to resolve AWS credentials. The credential providers used to search for credentials returned the following errors:"), "x").Message,
        StringComparison.Ordinal);

    internal static Microsoft.Extensions.Configuration.IConfiguration Settings(params (string Key, string? Value)[] settings) => ObjectStoreSettingsTests.Configuration([("FlowOptics:Cloud", "aws"), .. settings]);

    private static async Task<string> FaultOf(IAmazonS3 client, string bucket)
    {
        using var store = new S3ObjectStore(client, new() { Bucket = bucket });
        return (await Assert.ThrowsAsync<ObjectStoreException>(async () => await store.ListAsync(Token).ToListAsync(Token))).Message;
    }

    private Task<PutObjectResponse> PutAsync(string key, byte[] content) =>
        _s3.PutObjectAsync(new PutObjectRequest { BucketName = _bucket, Key = key, InputStream = new MemoryStream(content) }, Token);
}
