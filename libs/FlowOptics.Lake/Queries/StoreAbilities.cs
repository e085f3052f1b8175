namespace FlowOptics.Lake;

/// <summary>What a store can be asked: a question beyond it is refused (<see cref="UnsupportedQueryException"/>) with the reason.</summary>
/// <param name="FilterFields">The filter language's fields that it has; others that its records were seen with come on top where <paramref name="AnyText"/> says so.</param>
/// <param name="Dimensions">What it can sum by (<c>by</c> of time series, top lists, Sankey flows).</param>
/// <param name="Groups">What nodes of its graphs can be.</param>
/// <param name="AnyText">Whether every text field of the format can be filtered by and summed by.</param>
/// <param name="Records">Whether it has single records (<c>flows</c>).</param>
/// <param name="BucketSeconds">The narrowest time bucket.</param>
/// <param name="Ports">Which ports it tells apart, as a sentence; null: all.</param>
public sealed record StoreAbilities(
    IReadOnlyList<string> FilterFields, IReadOnlyList<string> Dimensions, IReadOnlyList<GraphGroup> Groups, bool AnyText, bool Records, int BucketSeconds, string? Ports = null);
