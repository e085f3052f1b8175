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
    MetaGeo Geo);

/// <summary>The first and last record's start.</summary>
internal sealed record MetaSpan(DateTimeOffset From, DateTimeOffset To);

internal sealed record MetaAccount(string Account, IReadOnlyList<string> Regions, long Flows);

/// <summary>A question worth asking of the data that are there.</summary>
internal sealed record Example(string Account, GraphMode Mode, int Days, IReadOnlyList<string> Ips, string Title);

internal sealed record MetaImport(
    ImportState State, long Objects, int PendingObjects, long Records, long NoData, long SkipData, long Rejected, IReadOnlyList<LedgerProblem> Problems);

internal enum ImportState
{
    Idle,
    Importing,
}

/// <param name="Rebuilding">True for some seconds after a start: an object that was streamed just before it may be missing.</param>
internal sealed record MetaLive(DateTimeOffset From, long Flows, long Packets, long Bytes, DateTimeOffset? NewestArrival, bool Rebuilding);

internal sealed record MetaGeo(DateTimeOffset BuiltAt);
