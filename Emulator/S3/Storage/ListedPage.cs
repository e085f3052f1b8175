namespace FlowOptics.Emulator.S3.Storage;

/// <summary>A page of a listing.</summary>
internal sealed class ListedPage
{
    public List<StoredObject> Objects { get; } = [];

    public List<string> Prefixes { get; } = [];

    public bool IsTruncated { get; set; }

    /// <summary>The last key or prefix of the page: the next one begins after it.</summary>
    public string? Last { get; set; }

    public int Count => Objects.Count + Prefixes.Count;
}
