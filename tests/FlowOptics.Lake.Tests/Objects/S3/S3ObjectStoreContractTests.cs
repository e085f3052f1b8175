using Amazon.S3;
using Amazon.S3.Model;
using FlowOptics.Emulator.Tests.Clients;

namespace FlowOptics.Lake.Tests.Objects.S3;

[Collection(nameof(SharedEmulator))]
public sealed class S3ObjectStoreContractTests(EmulatorFixture fixture) : ObjectStoreContract, IAsyncLifetime
{
    private readonly string _bucket = $"contract-{Guid.NewGuid():n}";
    private readonly AmazonS3Client _s3 = fixture.Emulator.S3();
    private S3ObjectStore? _store;

    // Small pages: a listing of ten objects takes three.
    protected override IObjectStore Store => _store ??= new(fixture.Emulator.S3(), new() { Bucket = _bucket, PageSize = 4 });

    public async ValueTask InitializeAsync() => await _s3.PutBucketAsync(_bucket, Token);

    public ValueTask DisposeAsync()
    {
        _store?.Dispose();
        _s3.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override Task PutAsync(string key, byte[] content) =>
        _s3.PutObjectAsync(new PutObjectRequest { BucketName = _bucket, Key = key, InputStream = new MemoryStream(content) }, Token);
}
