namespace FlowOptics.Lake;

/// <summary>Says which objects are there and which are new: a folder watch, or SQS. At least once, in no order.</summary>
public interface IObjectFeed
{
    /// <summary>First what is there already, then what comes, until cancelled.</summary>
    IAsyncEnumerable<ObjectInfo> ReadAsync(CancellationToken cancellationToken);
}
