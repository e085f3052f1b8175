using System.Net.Http.Json;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace FlowOptics.EndToEnd.Product;

/// <summary>The bucket of a product that runs with <c>--cloud emulated</c>, and what is to go wrong with it.</summary>
internal sealed class EmulatedBucket(Uri cloud) : IDisposable
{
    public const string Name = "flow-logs";

    private readonly HttpClient _http = new() { BaseAddress = cloud };
    private readonly AmazonS3Client _s3 = new(
        new BasicAWSCredentials("test", "test"), new AmazonS3Config { ServiceURL = cloud.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-east-1", Timeout = TimeSpan.FromSeconds(30) });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Puts a file there, however often S3 fails or is gone meanwhile.</summary>
    public Task PutAsync(string key, string file) => Deadline.ReachedAsync($"{key} put into S3", async () =>
    {
        try
        {
            await _s3.PutObjectAsync(new PutObjectRequest { BucketName = Name, Key = key, FilePath = file }, Cancel);
            return null;
        }
        catch (Exception refused) when (refused is AmazonClientException or HttpRequestException or IOException)
        {
            return refused.Message;
        }
    });

    /// <summary>From now on these faults befall who asks the emulator.</summary>
    public async Task FailAsync(params object[] faults)
    {
        using var answer = await _http.PutAsJsonAsync("/_flowoptics/faults", faults, Cancel);
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose()
    {
        _s3.Dispose();
        _http.Dispose();
    }
}
