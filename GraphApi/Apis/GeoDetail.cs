namespace FlowOptics.GraphApi.Apis;

/// <summary>What a row of a geo answer is.</summary>
internal enum GeoDetail
{
    City,
    Country,
}
