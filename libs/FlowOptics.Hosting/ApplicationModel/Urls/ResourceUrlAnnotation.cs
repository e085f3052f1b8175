namespace Aspire.Hosting.ApplicationModel;

/// <summary>A URL as it is shown.</summary>
public sealed class ResourceUrlAnnotation : IResourceAnnotation
{
    public required string Url { get; set; }

    public string? DisplayText { get; set; }

    public EndpointReference? Endpoint { get; init; }

    public int? DisplayOrder { get; set; }

    public UrlDisplayLocation DisplayLocation { get; set; } = UrlDisplayLocation.SummaryAndDetails;
}

public enum UrlDisplayLocation
{
    SummaryAndDetails,
    DetailsOnly,
}
