using System.Text.RegularExpressions;

namespace FlowOptics.Ingestor.Sources.Firehose;

/// <summary>What a request's headers say of it.</summary>
/// <param name="Id">The same however often Firehose sends this request.</param>
/// <param name="Region">The Firehose stream's.</param>
/// <param name="Account">The Firehose stream's.</param>
/// <param name="IsGzip">The body is compressed.</param>
internal sealed partial record FirehoseRequest(string Id, string Region, string Account, bool IsGzip)
{
    public const string IdHeader = "X-Amz-Firehose-Request-Id";
    public const string AccessKeyHeader = "X-Amz-Firehose-Access-Key";
    private const string VersionHeader = "X-Amz-Firehose-Protocol-Version";
    private const string SourceHeader = "X-Amz-Firehose-Source-Arn";

    /// <returns>Without a problem, the request.</returns>
    public static (FirehoseRequest? Request, string? Problem) Of(HttpRequest http)
    {
        var headers = http.Headers;
        // It becomes part of a key.
        if (headers[IdHeader].ToString() is not { Length: > 0 } id || !RequestId().IsMatch(id)) return (null, $"the header {IdHeader} must be the request's GUID");
        if (headers[VersionHeader] is var version && version != "1.0") return (null, $"the header {VersionHeader} is '{Shown(version)}': only 1.0 is understood");
        if (Arn().Match(headers[SourceHeader].ToString()) is not { Success: true } arn)
        {
            return (null, $"the header {SourceHeader} is '{Shown(headers[SourceHeader])}': it must be the Firehose stream's ARN, as arn:aws:firehose:us-east-1:123456789012:deliverystream/flow-logs");
        }

        var encoding = headers.ContentEncoding.ToString();
        if (encoding is not ("" or "gzip" or "identity")) return (null, $"the header Content-Encoding is '{Shown(encoding)}': it must be gzip, or missing");
        if (http.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true) return (null, $"the header Content-Type is '{Shown(http.ContentType)}': it must be application/json");
        return (new(id, arn.Groups["region"].Value, arn.Groups["account"].Value, encoding == "gzip"), null);
    }

    /// <summary>What a stranger sent, in a sentence.</summary>
    private static string Shown(string? text) => new((text ?? "").Where(c => c is >= ' ' and <= '~' and not '\'').Take(100).ToArray());

    [GeneratedRegex("^[A-Za-z0-9-]{8,64}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RequestId();

    [GeneratedRegex("^arn:aws[a-z-]*:firehose:(?<region>[a-z0-9-]{1,32}):(?<account>[0-9]{12}):deliverystream/[A-Za-z0-9_.-]{1,64}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Arn();
}
