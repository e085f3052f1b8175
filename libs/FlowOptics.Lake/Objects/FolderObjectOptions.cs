namespace FlowOptics.Lake;

/// <summary>How the folder store and its feed decide and how often they look.</summary>
public sealed record FolderObjectOptions
{
    /// <summary>A file is finished when its size and modification time have not moved for this long (a file renamed into place is finished at once).</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often the whole folder is listed again, in case the watch missed something; longer where a listing takes long.</summary>
    public TimeSpan Rescan { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often the folder is listed where it cannot be watched, and how often a missing one is looked for.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(2);
}
