using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using FlowOptics.Demo.Delivery;
using FlowOptics.Emulator.Tests.Clients;

namespace FlowOptics.Demo.Tests.Delivery;

/// <summary>The demo's objects in S3: the emulator's, as a process.</summary>
public sealed class S3DemoBucketTests : IDisposable
{
    private static readonly TimeSpan Span = TimeSpan.FromHours(1);

    private readonly DemoFolder _folder = new();
    private readonly string _data = Directory.CreateTempSubdirectory("flowoptics-demo-s3-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _folder.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task S3_holds_what_a_folder_would_also_after_a_second_start_and_is_pruned_like_it()
    {
        await using var emulator = await EmulatorProcess.StartAsync(_data);
        using var s3 = emulator.S3();
        await s3.PutBucketAsync("demo", Cancel);
        using var bucket = new S3DemoBucket(s3, "demo", "some/", Span, _folder.Clock);

        await _folder.Delivery(Span).FillAsync(DemoFolder.FlowLogs, Cancel);
        await _folder.Delivery(Span, bucket).FillAsync(DemoFolder.FlowLogs, Cancel);
        var first = await ObjectsAsync(s3);
        Assert.Equal(Files(), first.ToDictionary(pair => pair.Key, pair => pair.Value.ETag));

        // Twenty minutes later another process goes on where the first one was.
        _folder.Clock.Advance(TimeSpan.FromMinutes(20));
        await _folder.Delivery(Span).FillAsync(DemoFolder.FlowLogs, Cancel);
        await _folder.Delivery(Span, bucket).FillAsync(DemoFolder.FlowLogs, Cancel);
        var second = await ObjectsAsync(s3);
        Assert.Equal(Files(), second.ToDictionary(pair => pair.Key, pair => pair.Value.ETag));
        Assert.All(first, pair => Assert.Equal(pair.Value, second[pair.Key]));
        // What is there is left as it is.
        var log = DemoFolder.FlowLogs[0];
        var end = _folder.Ends(log)[^1];
        Assert.Equal(0, await bucket.WriteAsync(log, end - 60, end, null, Cancel));

        var folder = new FolderBucket(_folder.Path);
        foreach (var (oldest, most) in new[] { (_folder.Clock.Seconds - 1800, int.MaxValue), (0L, 20) })
        {
            Assert.Equal(await folder.PruneAsync(DemoFolder.FlowLogs, oldest, most, Cancel), await bucket.PruneAsync(DemoFolder.FlowLogs, oldest, most, Cancel));
            Assert.Equal(Files(), (await ObjectsAsync(s3)).ToDictionary(pair => pair.Key, pair => pair.Value.ETag));
        }
    }

    private static async Task<Dictionary<string, (string ETag, DateTime? Time)>> ObjectsAsync(AmazonS3Client s3)
    {
        var all = await s3.Paginators.ListObjectsV2(new ListObjectsV2Request { BucketName = "demo" }).S3Objects.ToListAsync(Cancel);
        return all.ToDictionary(each => each.Key["some/".Length..], each => (each.ETag.Trim('"'), each.LastModified), StringComparer.Ordinal);
    }

#pragma warning disable CA5351 // S3's etags are MD5.
    private Dictionary<string, string> Files() =>
        _folder.Keys().ToDictionary(key => key, key => Convert.ToHexStringLower(MD5.HashData(File.ReadAllBytes(Path.Join(_folder.Path, key)))), StringComparer.Ordinal);
#pragma warning restore CA5351
}
