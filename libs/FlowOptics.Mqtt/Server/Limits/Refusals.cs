using Microsoft.Extensions.Logging;

namespace FlowOptics.Mqtt.Server.Limits;

/// <summary>
/// Counts what the server refused, by cause. The first of each cause is logged with its place and mend; a hostile peer must not be able to fill the
/// log, so the rest are only counted. Thread-safe.
/// </summary>
internal sealed class Refusals(ILogger logger)
{
    private static readonly RefusalCause[] Causes = Enum.GetValues<RefusalCause>();
    private static readonly string[] Names = [.. Causes.Select(c => char.ToLowerInvariant(c.ToString()[0]) + c.ToString()[1..])];

    private readonly long[] _counts = new long[Causes.Length];

    /// <summary>By the cause's name, as <c>packetDeadline</c>; those that never happened, too.</summary>
    public IReadOnlyDictionary<string, long> Counts =>
        Causes.ToDictionary(c => Names[(int)c], c => Interlocked.Read(ref _counts[(int)c]), StringComparer.Ordinal);

    public long Of(RefusalCause cause) => Interlocked.Read(ref _counts[(int)cause]);

    public void Add(RefusalCause cause, string peer, string why)
    {
        if (Interlocked.Increment(ref _counts[(int)cause]) == 1) ServerLog.Refused(logger, Names[(int)cause], peer, why);
    }
}
