namespace FlowOptics.Lake;

/// <summary>A question for traffic by place, for the map. Times as in <see cref="GraphQuery"/>.</summary>
public sealed record GeoQuery
{
    public string? Account { get; init; }

    public string? Region { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }
}
