using FlowOptics.Geo;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary>What there is to ask about, and how the service does.</summary>
internal sealed record MetaResponse(
    bool Demo,
    DateTimeOffset Now,
    MetaSpan? Span,
    DateTimeOffset? Newest,
    IReadOnlyList<MetaAccount> Accounts,
    IReadOnlyList<AwsRegion> AwsRegions,
    IReadOnlyList<Example> Examples,
    MetaImport Import,
    MetaLive Live,
    MetaGeo Geo)
{
    /// <summary>Seconds since the newest record's start; null: there is none.</summary>
    public long? NewestRecordAgeSeconds { get; init; }

    /// <summary>Text columns that records have had beside those that AWS documents as fields of their own: names in a filter.</summary>
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary>What each source can be asked.</summary>
    public required MetaSources Sources { get; init; }

    public required MetaSets Sets { get; init; }

    public required MetaLimits Limits { get; init; }

    public required MetaRetention Retention { get; init; }

    /// <summary>The table that history is asked of; null where it is the lake.</summary>
    public MetaAthena? Athena { get; init; }
}

/// <summary>What history in Athena is. Nothing is imported for it: accounts and regions are those that the table or the configuration lists, and how many records there are is not known.</summary>
/// <param name="ScanLimitBytes">A question that would read more is not begun; null: no limit but the workgroup's.</param>
/// <param name="DollarsPerTerabyte">What the estimates of cost go by.</param>
internal sealed record MetaAthena(string Database, string Table, string WorkGroup, long? ScanLimitBytes, double DollarsPerTerabyte);

/// <summary>How much history is held.</summary>
/// <param name="Days">From 00:00 UTC so many days ago on; null: by age, all of it.</param>
/// <param name="MaxBytes">What the lake's file may take; null: no limit.</param>
/// <param name="FileBytes">What it takes.</param>
/// <param name="WholeSince">From here on history is whole; answers over earlier times have what is left. Null: all that the bucket has is held, or on its way.</param>
/// <param name="ExpiredObjects">Objects of the bucket that are not held for their age or for want of space.</param>
internal sealed record MetaRetention(int? Days, long? MaxBytes, long FileBytes, DateTimeOffset? WholeSince, long ExpiredObjects);

/// <summary>The first and last record's start.</summary>
internal sealed record MetaSpan(DateTimeOffset From, DateTimeOffset To);

internal sealed record MetaAccount(string Account, IReadOnlyList<string> Regions, long Flows);

/// <summary>A question worth asking of the data that are there.</summary>
internal sealed record Example(string Account, GraphMode Mode, int Days, IReadOnlyList<string> Ips, string Title);

internal sealed record MetaImport(
    ImportState State, long Objects, int PendingObjects, long Records, long NoData, long SkipData, long Rejected, IReadOnlyList<LedgerProblem> Problems);

internal enum ImportState
{
    /// <summary>Nothing is imported: history is asked of Athena.</summary>
    Off,

    Idle,
    Importing,
}

/// <param name="Rebuilding">True for some seconds after a start: an object that was streamed just before it may be missing.</param>
internal sealed record MetaLive(DateTimeOffset From, long Flows, long Packets, long Bytes, DateTimeOffset? NewestArrival, bool Rebuilding);

internal sealed record MetaGeo(DateTimeOffset BuiltAt);

internal sealed record MetaSources(StoreAbilities History, StoreAbilities Live);

/// <param name="Names">Of the named sets, as a filter has them after @.</param>
/// <param name="Problem">Why the sets' file is not in force as it is now; null: it is, or there is none.</param>
internal sealed record MetaSets(IReadOnlyList<string> Names, string? Problem);

/// <summary>What one query may cost.</summary>
/// <param name="Concurrent">How many run at the same time.</param>
/// <param name="Waiting">How many more may wait.</param>
/// <param name="DownloadSeconds">How long a download may take.</param>
/// <param name="DownloadRecords">How many records it may have.</param>
internal sealed record MetaLimits(int TimeoutSeconds, int MaxDays, int Concurrent, int Waiting, int DownloadSeconds, int DownloadRecords);
