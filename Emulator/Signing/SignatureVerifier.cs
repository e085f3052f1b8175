using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FlowOptics.Emulator.Gateway;

namespace FlowOptics.Emulator.Signing;

/// <summary>
/// Checks AWS's signature of version 4 in all of its forms: header, presigned URL, and bodies in signed or unsigned chunks. Errors are said in S3's
/// words; each service translates them.
/// </summary>
internal sealed class SignatureVerifier(EmulatorOptions options, TimeProvider time)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private const string Unsigned = "UNSIGNED-PAYLOAD";
    private const int MaxSmallBody = 2 * 1024 * 1024;
    private static readonly TimeSpan LongestSkew = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(7);

    /// <summary>Passes a request whose signature is right, and gives it the body as the signature covers it.</summary>
    /// <exception cref="AwsException">The signature is missing, malformed, of an unknown key, too old or wrong.</exception>
    public async Task CheckAsync(AwsRequest request, string service)
    {
        var signed = request.Header("Authorization") is { } authorization ? FromHeader(request, authorization) : FromQuery(request);
        CheckScope(signed.Scope, signed.Time, service);
        if (!options.Keys.TryGetValue(signed.Scope.AccessKey, out var secret))
        {
            throw new AwsException(403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.",
                ("AWSAccessKeyId", signed.Scope.AccessKey));
        }

        CheckTime(signed);
        var payload = await PayloadHashAsync(request, signed, service);
        var key = new SigningKey(secret, signed.Scope);
        var canonical = CanonicalRequest.Of(request, signed.Headers, payload);
        var toSign = CanonicalRequest.StringToSign(signed.Time, signed.Scope, canonical);
        if (!SigningKey.Same(key.Sign(toSign), signed.Signature))
        {
            throw new AwsException(403, "SignatureDoesNotMatch",
                "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
                ("AWSAccessKeyId", signed.Scope.AccessKey), ("StringToSign", toSign), ("SignatureProvided", signed.Signature),
                ("CanonicalRequest", canonical));
        }

        request.AccessKey = signed.Scope.AccessKey;
        request.Region = signed.Scope.Region;
        if (payload.StartsWith("STREAMING-", StringComparison.Ordinal)) request.Body = Chunked(request, signed, key, payload);
        else if (payload != Unsigned) request.BodyHash = payload;
    }

    private static SignedRequest FromHeader(AwsRequest request, string authorization)
    {
        // AWS4-HMAC-SHA256 Credential=test/20261122/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=5d67…
        var space = authorization.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0 || authorization[..space] != Algorithm)
        {
            throw new AwsException(400, "InvalidRequest",
                "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.");
        }

        var parts = authorization[space..].Split(',').Select(part => part.Trim().Split('=', 2)).Where(part => part.Length == 2)
            .GroupBy(part => part[0], StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First()[1], StringComparer.Ordinal);
        if (!parts.TryGetValue("Credential", out var credential) || SigningScope.Parse(credential) is not { } scope
            || !parts.TryGetValue("SignedHeaders", out var headers) || !parts.TryGetValue("Signature", out var signature))
        {
            throw new AwsException(400, "AuthorizationHeaderMalformed",
                "The authorization header is malformed; it needs Credential, SignedHeaders and Signature.");
        }

        var sent = request.Header("x-amz-date");
        if (!SignedRequest.TryParseTime(sent, out var instant))
        {
            throw new AwsException(403, "AccessDenied", "AWS authentication requires a valid Date or x-amz-date header");
        }

        return new SignedRequest(scope, sent!, instant, HeadersOf(request, headers), signature, null);
    }

    private static SignedRequest FromQuery(AwsRequest request)
    {
        if (request.QueryValue("X-Amz-Algorithm") is not { } algorithm) throw new AwsException(403, "AccessDenied", "Access Denied");
        if (algorithm != Algorithm) throw Malformed("X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"");
        if (SigningScope.Parse(request.QueryValue("X-Amz-Credential") ?? "") is not { } scope)
            throw Malformed("Error parsing the X-Amz-Credential parameter");
        var sent = request.QueryValue("X-Amz-Date");
        if (!SignedRequest.TryParseTime(sent, out var instant))
            throw Malformed("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
        if (request.QueryValue("X-Amz-SignedHeaders") is not { Length: > 0 } headers
            || request.QueryValue(CanonicalRequest.SignatureParameter) is not { } signature)
        {
            throw Malformed("Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.");
        }

        if (!long.TryParse(request.QueryValue("X-Amz-Expires"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
            throw Malformed("X-Amz-Expires should be a number");
        if (seconds < 0) throw Malformed("X-Amz-Expires must be non-negative");
        if (seconds > LongestLife.TotalSeconds)
            throw Malformed("X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds");
        return new SignedRequest(scope, sent!, instant, HeadersOf(request, headers), signature, TimeSpan.FromSeconds(seconds));
    }

    private static string[] HeadersOf(AwsRequest request, string list)
    {
        var names = list.Split(';', StringSplitOptions.RemoveEmptyEntries);
        if (!names.Contains("host", StringComparer.Ordinal)) throw Unsafe("host");
        // S3 refuses headers of its own that are not covered: whoever has the signature could change them.
        foreach (var header in request.Http.Request.Headers.Keys)
        {
            if (header.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase)
                && !header.Equals("x-amz-content-sha256", StringComparison.OrdinalIgnoreCase)
                && !names.Contains(header, StringComparer.OrdinalIgnoreCase) && !IsTrace(header))
            {
                throw Unsafe(header);
            }
        }

        return names;
    }

    private static bool IsTrace(string header) => header.Equals("x-amzn-trace-id", StringComparison.OrdinalIgnoreCase);

    private static AwsException Unsafe(string header) =>
        new(403, "AccessDenied", "There were headers present in the request which were not signed", ("HeadersNotSigned", header));

    private static AwsException Malformed(string message) => new(400, "AuthorizationQueryParametersError", message);

    private static void CheckScope(SigningScope scope, string time, string service)
    {
        if (scope.Service != service)
        {
            throw new AwsException(400, "AuthorizationHeaderMalformed",
                $"The authorization header is malformed; incorrect service \"{scope.Service}\". This endpoint belongs to \"{service}\".");
        }

        if (!time.StartsWith(scope.Date, StringComparison.Ordinal))
        {
            throw new AwsException(400, "AuthorizationHeaderMalformed",
                $"The authorization header is malformed; Invalid credential date \"{scope.Date}\". This date is not the same as X-Amz-Date: \"{time}\".");
        }
    }

    private void CheckTime(SignedRequest signed)
    {
        var now = time.GetUtcNow();
        var text = (DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        if (signed.Expires is { } life)
        {
            if (signed.Instant - now > LongestSkew)
                throw new AwsException(403, "AccessDenied", "Request is not yet valid", ("ServerTime", text(now)));
            if (now - signed.Instant <= life) return;
            throw new AwsException(403, "AccessDenied", "Request has expired",
                ("X-Amz-Expires", ((long)life.TotalSeconds).ToString(CultureInfo.InvariantCulture)), ("Expires", text(signed.Instant + life)),
                ("ServerTime", text(now)));
        }

        if ((now - signed.Instant).Duration() <= LongestSkew) return;
        throw new AwsException(403, "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.",
            ("RequestTime", signed.Time), ("ServerTime", text(now)), ("MaxAllowedSkewMilliseconds", "900000"));
    }

    /// <summary>The last line of what is signed. S3's clients say it in a header; for the other services it is the body's hash.</summary>
    private static async Task<string> PayloadHashAsync(AwsRequest request, SignedRequest signed, string service)
    {
        request.Body = request.Http.Request.Body;
        if (service == "s3")
        {
            if (signed.Expires is not null) return request.Header("x-amz-content-sha256") ?? Unsigned;
            return request.Header("x-amz-content-sha256")
                ?? throw new AwsException(400, "InvalidRequest", "Missing required header for this request: x-amz-content-sha256");
        }

        var body = await request.ReadBodyAsync(MaxSmallBody);
        request.Body = new MemoryStream(body);
        return Convert.ToHexStringLower(SHA256.HashData(body));
    }

    private static ChunkedBody Chunked(AwsRequest request, SignedRequest signed, SigningKey key, string kind)
    {
        if (!long.TryParse(request.Header("x-amz-decoded-content-length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            throw new AwsException(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");
        }

        var chain = kind switch
        {
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" or "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" => new ChunkSignatures(key, signed),
            "STREAMING-UNSIGNED-PAYLOAD-TRAILER" => null,
            _ => throw new AwsException(400, "InvalidArgument",
                "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, "
                + "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.", ("ArgumentName", "x-amz-content-sha256"),
                    ("ArgumentValue", kind)),
        };
        return new ChunkedBody(request.Http.Request.Body, length, chain, kind.EndsWith("-TRAILER", StringComparison.Ordinal));
    }
}
