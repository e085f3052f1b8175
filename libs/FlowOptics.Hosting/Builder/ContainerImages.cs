using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Takes the name of an image apart.</summary>
internal static class ContainerImages
{
    private const string Digest = "@sha256:";

    // docker.io/library/redis:8, localhost:5000/app, redis@sha256:4c1c…
    public static ContainerImageAnnotation Parse(string image)
    {
        var rest = image;
        string? sha = null;
        if (rest.IndexOf(Digest, StringComparison.Ordinal) is var at and >= 0)
        {
            sha = rest[(at + Digest.Length)..];
            rest = rest[..at];
        }

        // A colon before the last slash belongs to the registry's port.
        string? tag = null;
        if (rest.LastIndexOf(':') is var colon && colon > rest.LastIndexOf('/'))
        {
            tag = rest[(colon + 1)..];
            rest = rest[..colon];
        }

        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : rest[..slash];
        var hasRegistry = first.Contains('.', StringComparison.Ordinal) || first.Contains(':', StringComparison.Ordinal) || first == "localhost";
        var name = hasRegistry ? rest[(slash + 1)..] : rest;
        if (name.Length == 0) throw new DistributedApplicationException($"'{image}' is no name of a container image: write it like redis:8 or docker.io/library/redis:8.");
        return new ContainerImageAnnotation { Registry = hasRegistry ? first : null, Image = name, Tag = sha is null ? tag ?? "latest" : tag, SHA256 = sha };
    }
}
