namespace FlowOptics.Lake;

/// <summary>An object opened for reading.</summary>
/// <param name="ETag">A hash of the content: S3's, or the folder store's own.</param>
public sealed record StoredObject(ObjectInfo Info, string ETag, Stream Content) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
