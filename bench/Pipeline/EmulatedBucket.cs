using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace FlowOptics.Bench.Pipeline;

/// <summary>The emulator's bucket, filled from prepared objects.</summary>
internal sealed class EmulatedBucket(string prepared, int port) : IDisposable
{
    private readonly AmazonS3Client _client = new(
        new BasicAWSCredentials("test", "test"), new AmazonS3Config { ServiceURL = $"http://127.0.0.1:{port}", ForcePathStyle = true, AuthenticationRegion = "us-east-1" });

    public async Task PutAsync(IReadOnlyList<string> objects)
    {
        foreach (var path in objects)
            await _client.PutObjectAsync(new PutObjectRequest { BucketName = "flow-logs", Key = path, FilePath = Path.Combine(prepared, path) }).ConfigureAwait(false);
    }

    public void Dispose() => _client.Dispose();
}
