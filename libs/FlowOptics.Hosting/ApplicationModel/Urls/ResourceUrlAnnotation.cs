namespace Aspire.Hosting.ApplicationModel;

/// <summary>A URL as it is shown.</summary>
public sealed class ResourceUrlAnnotation : IResourceAnnotation
{
    public required string Url { get; set; }

    public string? DisplayText { get; set; }

    public EndpointReference? Endpoint { get; init; }

    /// <summary>Higher ones come first.</summary>
#pragma warning disable CA1051 // A field in Aspire too: a program may take it by reference.
    public int? DisplayOrder;
#pragma warning restore CA1051

    public UrlDisplayLocation DisplayLocation { get; set; } = UrlDisplayLocation.SummaryAndDetails;
}

/// <summary>Where a URL is shown.</summary>
public enum UrlDisplayLocation
{
    SummaryAndDetails,
    DetailsOnly,
}
