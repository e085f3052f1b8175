namespace FlowOptics.Lake;

/// <summary>Where what was pushed to us becomes objects of the bucket, which are then found as all others are.</summary>
public interface IObjectArchive
{
    /// <summary>Puts a file's content, unless there is an object of this key: that one stays as it is.</summary>
    /// <param name="key">As in the bucket's layout, below what the configuration calls the bucket.</param>
    /// <returns>False where the object was there. In both cases it survives this process, and power loss, when the task completes.</returns>
    /// <exception cref="ObjectStoreException">It cannot be put; cause and mend.</exception>
    Task<bool> PutAsync(string key, string file, CancellationToken cancellationToken);
}
