namespace FlowOptics.Lake;

/// <summary><c>s3://bucket/prefix</c>. The prefix is a folder: <c>logs</c> does not mean <c>logs-of-others/x</c>.</summary>
/// <param name="Prefix">Empty, or with a slash at its end.</param>
public sealed record S3Location(string Bucket, string Prefix)
{
    public const string Scheme = "s3://";

    /// <exception cref="ObjectStoreException">It is none.</exception>
    public static S3Location Parse(string text)
    {
        var rest = text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? text[Scheme.Length..] : "";
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var bucket = slash < 0 ? rest : rest[..slash];
        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html; old buckets may have capitals and underscores.
        if (bucket.Length is < 3 or > 255 || !bucket.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_'))
        {
            throw new ObjectStoreException($"'{text}' names no bucket: give it as s3://bucket/prefix.");
        }

        var prefix = slash < 0 ? "" : rest[(slash + 1)..].Trim('/');
        return new(bucket, prefix.Length == 0 ? "" : prefix + "/");
    }

    public override string ToString() => $"{Scheme}{Bucket}/{Prefix}".TrimEnd('/');
}
