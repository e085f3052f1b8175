using System.Text;
using FlowOptics.Emulator.Gateway;
using FlowOptics.Emulator.S3.Storage;

namespace FlowOptics.Emulator.S3;

/// <summary>
/// A request to S3: the bucket and the key that it addresses, by path (<c>/bucket/key</c>) or by host (<c>bucket.s3.localhost:4566/key</c>).
/// </summary>
internal sealed class S3Request
{
    private static readonly string[] Suffixes = [".localhost", ".localhost.localstack.cloud", ".amazonaws.com"];

    public S3Request(AwsRequest aws)
    {
        Aws = aws;
        if (BucketOf(aws.Host) is { } bucket)
        {
            (BucketName, Key) = (bucket, aws.Path[1..]);
            return;
        }

        var path = aws.Path.AsSpan(1);
        var slash = path.IndexOf('/');
        (BucketName, Key) = slash < 0 ? (path.ToString(), "") : (path[..slash].ToString(), path[(slash + 1)..].ToString());
    }

    public AwsRequest Aws { get; }

    /// <summary>Empty: the service itself.</summary>
    public string BucketName { get; }

    /// <summary>Empty: the bucket itself.</summary>
    public string Key { get; }

    /// <exception cref="AwsException">KeyTooLongError.</exception>
    public string CheckedKey => Encoding.UTF8.GetByteCount(Key) <= 1024
        ? Key
        : throw new AwsException(400, "KeyTooLongError", "Your key is too long",
            ("Size", Encoding.UTF8.GetByteCount(Key).ToString(System.Globalization.CultureInfo.InvariantCulture)), ("MaxSizeAllowed", "1024"));

    public AwsException NoSuchKey() => new(404, "NoSuchKey", "The specified key does not exist.", ("Key", Key));

    public static string Quoted(string etag) => $"\"{etag}\"";

    public static string Quoted(StoredObject stored) => Quoted(stored.ETag);

    private static string? BucketOf(string host)
    {
        var colon = host.LastIndexOf(':');
        var name = colon >= 0 && !host.EndsWith(']') ? host[..colon] : host;
        foreach (var suffix in Suffixes)
        {
            if (!name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)) continue;
            var left = name[..^suffix.Length];
            // bucket.s3.eu-west-1, bucket.s3 or bucket; "s3" alone and "s3.eu-west-1" are the service.
            if (left.Equals("s3", StringComparison.OrdinalIgnoreCase) || left.StartsWith("s3.", StringComparison.OrdinalIgnoreCase)) return null;
            var service = left.IndexOf(".s3.", StringComparison.OrdinalIgnoreCase);
            if (service > 0) return left[..service];
            return left.EndsWith(".s3", StringComparison.OrdinalIgnoreCase) ? left[..^3] : left;
        }

        return null;
    }
}
