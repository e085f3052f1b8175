namespace Aspire.Hosting.ApplicationModel;

/// <summary>The image that a container is made of.</summary>
public sealed class ContainerImageAnnotation : IResourceAnnotation
{
    /// <summary>Null: the runtime's own.</summary>
    public string? Registry { get; set; }

    public required string Image { get; set; }

    public string? Tag { get; set; }

    /// <summary>In the place of a tag.</summary>
    public string? SHA256 { get; set; }

    internal string Reference => (Registry is null ? Image : $"{Registry}/{Image}") + (SHA256 is null ? $":{Tag ?? "latest"}" : $"@sha256:{SHA256}");
}
