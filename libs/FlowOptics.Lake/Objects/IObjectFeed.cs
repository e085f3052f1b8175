namespace FlowOptics.Lake;

/// <summary>Says which objects are there and which are new: a folder watch, or SQS. At least once, in no order.</summary>
public interface IObjectFeed
{
    /// <summary>Why it cannot tell of objects now; null where it can.</summary>
    string? Problem { get; }

    /// <summary>First what is there already, then what comes, until cancelled.</summary>
    IAsyncEnumerable<ObjectInfo> ReadAsync(CancellationToken cancellationToken);

    /// <summary>An object is dealt with: a feed that would bring it again (SQS) need not.</summary>
    /// <param name="info">The very one that was given out.</param>
    void Done(ObjectInfo info)
    {
    }

    /// <summary>An object cannot be read now.</summary>
    /// <param name="info">The very one that was given out.</param>
    /// <returns>True where the feed brings it again by itself; else it is the caller's to try again.</returns>
    bool Failed(ObjectInfo info, string reason) => false;
}
