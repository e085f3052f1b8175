using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.S3.Transfer;
using FlowOptics.Emulator.Tests.Clients;

namespace FlowOptics.Emulator.Tests.S3;

/// <summary>AWSSDK.S3, the client that the services use.</summary>
[Collection(nameof(SharedEmulator))]
public sealed class DotNetSdkTests(EmulatorFixture fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Objects_come_back_as_they_were_put()
    {
        using var s3 = fixture.Emulator.S3();
        await s3.PutBucketAsync("net-objects", Token);
        var random = new Random(7);
        foreach (var size in (int[])[0, 1, 65_535, 65_536, 65_537, 200_001])
        {
            var bytes = new byte[size];
            random.NextBytes(bytes);
            // The SDK signs each chunk of 64 KiB of a stream, and sends its checksum behind them.
            var put = await s3.PutObjectAsync(new PutObjectRequest { BucketName = "net-objects", Key = $"AWSLogs/{size}", InputStream = new MemoryStream(bytes), UseChunkEncoding = true }, Token);
            Assert.Equal($"\"{Md5(bytes)}\"", put.ETag);
            using var got = await s3.GetObjectAsync("net-objects", $"AWSLogs/{size}", Token);
            using var copy = new MemoryStream();
            await got.ResponseStream.CopyToAsync(copy, Token);
            Assert.Equal(bytes, copy.ToArray());
        }

        var listed = await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "net-objects", Prefix = "AWSLogs/" }, Token);
        Assert.Equal(6, listed.S3Objects.Count);
        Assert.All(listed.S3Objects, each => Assert.True(DateTime.UtcNow - each.LastModified!.Value.ToUniversalTime() < TimeSpan.FromMinutes(2)));
    }

    [Fact]
    public async Task An_upload_of_the_transfer_utility_goes_in_parts()
    {
        using var s3 = fixture.Emulator.S3();
        await s3.PutBucketAsync("net-parts", Token);
        var bytes = new byte[12 << 20];
        new Random(3).NextBytes(bytes);
        using var transfer = new TransferUtility(s3, new TransferUtilityConfig { MinSizeBeforePartUpload = 6 << 20 });
        await transfer.UploadAsync(new TransferUtilityUploadRequest { BucketName = "net-parts", Key = "large", InputStream = new MemoryStream(bytes), PartSize = 5 << 20 }, Token);
        var head = await s3.GetObjectMetadataAsync("net-parts", "large", Token);
        Assert.EndsWith("-3\"", head.ETag, StringComparison.Ordinal);
        using var got = await s3.GetObjectAsync(new GetObjectRequest { BucketName = "net-parts", Key = "large", ByteRange = new ByteRange(5 << 20, (5 << 20) + 99) }, Token);
        using var copy = new MemoryStream();
        await got.ResponseStream.CopyToAsync(copy, Token);
        Assert.Equal(bytes[(5 << 20)..((5 << 20) + 100)], copy.ToArray());
    }

    [Fact]
    public async Task A_presigned_address_serves_without_credentials_until_it_expires_or_is_changed()
    {
        using var s3 = fixture.Emulator.S3(EmulatorProcess.KnownKey, EmulatorProcess.KnownSecret);
        using var http = new HttpClient();
        await s3.PutBucketAsync("net-presigned", Token);
        var put = await s3.GetPreSignedURLAsync(new GetPreSignedUrlRequest { BucketName = "net-presigned", Key = "a b/ü", Verb = HttpVerb.PUT, Expires = DateTime.UtcNow.AddMinutes(5), Protocol = Protocol.HTTP });
        using var content = new StringContent("by address");
        content.Headers.ContentType = null;
        Assert.Equal(HttpStatusCode.OK, (await http.PutAsync(new Uri(put), content, Token)).StatusCode);

        var get = await s3.GetPreSignedURLAsync(new GetPreSignedUrlRequest { BucketName = "net-presigned", Key = "a b/ü", Expires = DateTime.UtcNow.AddMinutes(5), Protocol = Protocol.HTTP, ResponseHeaderOverrides = { ContentType = "text/csv" } });
        var got = await http.GetAsync(new Uri(get), Token);
        Assert.Equal("by address", await got.Content.ReadAsStringAsync(Token));
        Assert.Equal("text/csv", got.Content.Headers.ContentType!.MediaType);

        var changed = await http.GetAsync(new Uri(get.Replace("text%2Fcsv", "text%2Fxml", StringComparison.Ordinal)), Token);
        Assert.Equal(HttpStatusCode.Forbidden, changed.StatusCode);
        Assert.Contains("<Code>SignatureDoesNotMatch</Code>", await changed.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);

        var expired = await s3.GetPreSignedURLAsync(new GetPreSignedUrlRequest { BucketName = "net-presigned", Key = "a b/ü", Expires = DateTime.UtcNow.AddSeconds(1), Protocol = Protocol.HTTP });
        await Eventually.TrueAsync(async () => (await http.GetAsync(new Uri(expired), Token)).StatusCode == HttpStatusCode.Forbidden, "the address expires");
    }

    [Fact]
    public async Task A_bucket_can_be_the_host()
    {
        // No resolver knows bucket.localhost: the connection goes where the emulator listens, the name stays in the Host header, which is signed.
        using var s3 = fixture.Emulator.S3(configure: config =>
        {
            config.ServiceURL = $"http://localhost:{fixture.Emulator.Port}";
            config.ForcePathStyle = false;
            config.HttpClientFactory = new LoopbackFactory(fixture.Emulator.Port);
        });
        await s3.PutBucketAsync("net-host", Token);
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = "net-host", Key = "x/y", ContentBody = "hosted" }, Token);
        using var got = await s3.GetObjectAsync("net-host", "x/y", Token);
        using var reader = new StreamReader(got.ResponseStream);
        Assert.Equal("hosted", await reader.ReadToEndAsync(Token));
        using var byPath = fixture.Emulator.S3();
        Assert.Equal("x/y", Assert.Single((await byPath.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "net-host" }, Token)).S3Objects).Key);
    }

    [Fact]
    public async Task Refusals_have_the_codes_that_the_SDK_knows()
    {
        using var s3 = fixture.Emulator.S3();
        var missing = await Assert.ThrowsAsync<NoSuchBucketException>(() => s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "net-none" }, Token));
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        using var stranger = fixture.Emulator.S3("nobody");
        Assert.Equal("InvalidAccessKeyId", (await Assert.ThrowsAsync<AmazonS3Exception>(() => stranger.ListBucketsAsync(Token))).ErrorCode);
        using var forger = fixture.Emulator.S3("test", "tset");
        var forged = await Assert.ThrowsAsync<AmazonS3Exception>(() => forger.ListBucketsAsync(Token));
        Assert.Equal(("SignatureDoesNotMatch", HttpStatusCode.Forbidden), (forged.ErrorCode, forged.StatusCode));
        Assert.NotEmpty(forged.RequestId);
    }

    private static string Md5(byte[] bytes)
    {
#pragma warning disable CA5351 // S3's ETags are MD5.
        return Convert.ToHexStringLower(MD5.HashData(bytes));
#pragma warning restore CA5351
    }

    private sealed class LoopbackFactory(int port) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
    }
}
