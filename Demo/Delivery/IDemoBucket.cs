using FlowOptics.Demo.World;
using FlowOptics.Lake;

namespace FlowOptics.Demo.Delivery;

/// <summary>
/// Where the demo's objects go, and what tells how far it is. Safe against being killed anywhere: an object is there whole or not at all, and each flow log's objects are written in order of
/// time, so the newest says where to go on.
/// </summary>
internal interface IDemoBucket
{
    /// <summary>For people: a path, or <c>s3://bucket</c>.</summary>
    string Name { get; }

    /// <summary>Writes one object; where it is there already, it is left as it is (its content would be the same).</summary>
    /// <param name="delivered">When it would have come; null: now. S3 dates what it is given by its own clock.</param>
    /// <returns>How many records.</returns>
    /// <exception cref="IOException">It cannot be written, and will not be without a person's help.</exception>
    /// <exception cref="ObjectStoreException">It cannot be written now.</exception>
    Task<long> WriteAsync(FlowLog log, long from, long to, DateTimeOffset? delivered, CancellationToken cancellationToken);

    /// <summary>Up to when this flow log was delivered, or null where it never was.</summary>
    Task<long?> DeliveredUntilAsync(FlowLog log, CancellationToken cancellationToken);

    /// <summary>Deletes the demo's own objects that end before <paramref name="oldest"/>, and the oldest beyond <paramref name="maxObjects"/>.</summary>
    /// <returns>How many.</returns>
    Task<int> PruneAsync(IReadOnlyList<FlowLog> logs, long oldest, int maxObjects, CancellationToken cancellationToken);
}
