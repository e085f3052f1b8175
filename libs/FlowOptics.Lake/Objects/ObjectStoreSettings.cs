using Microsoft.Extensions.Configuration;

namespace FlowOptics.Lake;

/// <summary>Which bucket the configuration names: <c>FlowOptics:Cloud</c>, <c>FlowOptics:Bucket</c> and, for S3, what goes with it.</summary>
/// <param name="Bucket">The folder's absolute path, or <c>s3://bucket/prefix</c>.</param>
/// <param name="S3">Null in mode <see cref="CloudMode.Local"/>.</param>
public sealed record ObjectStoreSettings(CloudMode Cloud, string Bucket, S3ObjectOptions? S3)
{
    private const string RequesterPaysKey = "FlowOptics:S3:RequesterPays";

    /// <exception cref="ObjectStoreException">A setting is missing or wrong; the message says which, and the mend.</exception>
    public static ObjectStoreSettings From(IConfiguration configuration)
    {
        var cloud = ModeOf(configuration);
        var bucket = configuration["FlowOptics:Bucket"];
        var isS3 = bucket?.StartsWith(S3Location.Scheme, StringComparison.OrdinalIgnoreCase) == true;
        if (cloud == CloudMode.Local)
        {
            if (string.IsNullOrWhiteSpace(bucket)) throw new ObjectStoreException("FlowOptics:Bucket is not set: give it the absolute path of the folder with the flow-log objects.");
            if (isS3) throw new ObjectStoreException($"FlowOptics:Bucket is '{bucket}', but FlowOptics:Cloud is 'local': set FlowOptics:Cloud to 'aws', or FlowOptics:Bucket to the absolute path of a folder.");
            return new(cloud, bucket, null);
        }

        var mode = configuration["FlowOptics:Cloud"];
        if (string.IsNullOrWhiteSpace(bucket)) throw new ObjectStoreException($"FlowOptics:Bucket is not set: with FlowOptics:Cloud '{mode}', give it the bucket as s3://bucket/prefix.");
        if (!isS3) throw new ObjectStoreException($"FlowOptics:Bucket is '{bucket}', but FlowOptics:Cloud is '{mode}': give the bucket as s3://bucket/prefix, or set FlowOptics:Cloud to 'local'.");
        var location = S3Location.Parse(bucket);
        var endpoint = configuration["AWS_ENDPOINT_URL_S3"] ?? configuration["AWS_ENDPOINT_URL"];
        // Otherwise a mistyped name would send a developer's requests to AWS.
        if (cloud != CloudMode.Aws && string.IsNullOrWhiteSpace(endpoint))
        {
            throw new ObjectStoreException($"FlowOptics:Cloud is '{mode}', but no address is given for it: set AWS_ENDPOINT_URL, as http://127.0.0.1:4566.");
        }

        return new(cloud, location.ToString(), new S3ObjectOptions
        {
            Bucket = location.Bucket,
            Prefixes = Prefixes(location, configuration["FlowOptics:Prefixes"]),
            RequesterPays = Flag(configuration, RequesterPaysKey),
            Endpoint = string.IsNullOrWhiteSpace(endpoint) ? null : Address(endpoint),
        });
    }

    private static CloudMode ModeOf(IConfiguration configuration) => configuration["FlowOptics:Cloud"]?.Trim() switch
    {
        null or "" or "local" => CloudMode.Local,
        "emulated" => CloudMode.Emulated,
        "localstack" => CloudMode.LocalStack,
        "aws" => CloudMode.Aws,
        var other => throw new ObjectStoreException($"FlowOptics:Cloud is '{other}': it is 'local', 'emulated', 'localstack' or 'aws'."),
    };

    /// <summary>Those that another one covers are left out, so that no object is listed twice.</summary>
    private static string[] Prefixes(S3Location location, string? text)
    {
        var all = (text ?? "").Split([';', ',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(prefix => location.Prefix + prefix.TrimStart('/')).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (all.Count == 0) return [location.Prefix];
        return [.. all.Where(prefix => !all.Any(other => other.Length < prefix.Length && prefix.StartsWith(other, StringComparison.Ordinal)))];
    }

    private static bool Flag(IConfiguration configuration, string key) => configuration[key]?.Trim() switch
    {
        null or "" => false,
        var text when bool.TryParse(text, out var flag) => flag,
        var other => throw new ObjectStoreException($"{key} is '{other}': it is 'true' or 'false'."),
    };

    private static string Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? text
            : throw new ObjectStoreException($"AWS_ENDPOINT_URL is '{text}', which is no address: give one as http://127.0.0.1:4566.");
}
