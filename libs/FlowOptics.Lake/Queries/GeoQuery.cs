namespace FlowOptics.Lake;

/// <summary>A question for traffic by place, for the map.</summary>
public sealed record GeoQuery : FlowScope
{
    /// <summary>Whether a country's cities are one row each (default), or the country is one row.</summary>
    public bool ByCountry { get; init; }
}
