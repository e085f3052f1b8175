namespace FlowOptics.Lake;

/// <summary>The bucket: a folder, or S3. The truth that all else is rebuilt from.</summary>
public interface IObjectStore
{
    /// <summary>The name that goes into batches and ledger entries.</summary>
    string Bucket { get; }

    /// <summary>All finished flow-log objects, in no order; ones that are still being written are left out.</summary>
    IAsyncEnumerable<ObjectInfo> ListAsync(CancellationToken cancellationToken);

    /// <returns>Null where the object is gone.</returns>
    Task<StoredObject?> OpenAsync(string key, CancellationToken cancellationToken);

    /// <summary>What a listing would show of one object, without reading it.</summary>
    /// <returns>Null where the object is gone.</returns>
    Task<ObjectInfo?> FindAsync(string key, CancellationToken cancellationToken);
}
