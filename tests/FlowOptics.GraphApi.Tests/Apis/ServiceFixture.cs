using FlowOptics.Lake.Tests.Reference;

namespace FlowOptics.GraphApi.Tests.Apis;

/// <summary>One service with one object of 100 records, for all tests of the API.</summary>
public sealed class ServiceFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private GraphApiProcess? _process;

    internal GraphApiProcess Process => _process!;

    internal string BucketFolder => Path.Combine(_folder.Path, "bucket");

    public async ValueTask InitializeAsync()
    {
        var bucket = new Bucket(Directory.CreateDirectory(Path.Combine(_folder.Path, "bucket")).FullName);
        bucket.Put("one", Bucket.Text(100, DateTimeOffset.UtcNow), DateTimeOffset.UtcNow.AddSeconds(-10));
        _process = new GraphApiProcess(_folder.Path, bucket.Folder);
        await _process.UntilAsync("/api/v1/meta", meta => meta.GetProperty("import").GetProperty("records").GetInt64() == 100);
    }

    public ValueTask DisposeAsync()
    {
        _process?.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
