using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace FlowOptics.Emulator.Gateway;

/// <summary>A request as it was sent: path and query are decoded once, exactly, since signatures and keys depend on each character.</summary>
internal sealed class AwsRequest
{
    private const string Base32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public AwsRequest(HttpContext context)
    {
        Http = context;
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.AsSpan();
        // A client behind a proxy sends the absolute form.
        if (target.IndexOf("://") is >= 0 and var scheme)
        {
            var rest = target[(scheme + 3)..];
            target = rest.IndexOf('/') is >= 0 and var path ? rest[path..] : "/";
        }

        var question = target.IndexOf('?');
        Path = AwsEncoding.Decode(question < 0 ? target : target[..question]);
        Query = question < 0 ? [] : ParseQuery(target[(question + 1)..]);
        Id = RandomNumberGenerator.GetString(Base32, 16);
    }

    public HttpContext Http { get; }

    public string Method => Http.Request.Method;

    /// <summary>Decoded, with its first slash; dots and double slashes as they were sent.</summary>
    public string Path { get; }

    public IReadOnlyList<(string Name, string Value)> Query { get; }

    /// <summary>The request id that answers and events carry.</summary>
    public string Id { get; }

    public string Host => Http.Request.Headers.Host.ToString();

    public CancellationToken Aborted => Http.RequestAborted;

    /// <summary>The body, with the signature's rules applied to it: set when the signature was checked.</summary>
    public Stream Body { get; set; } = Stream.Null;

    /// <summary>The lower-case hexadecimal SHA-256 that the body must have; null where the signature does not say.</summary>
    public string? BodyHash { get; set; }

    /// <summary>Who signed it.</summary>
    public string AccessKey { get; set; } = "";

    /// <summary>The region that the signature names.</summary>
    public string? Region { get; set; }

    public bool HasQuery(string name) => Query.Any(pair => pair.Name == name);

    public string? QueryValue(string name)
    {
        foreach (var pair in Query)
        {
            if (pair.Name == name) return pair.Value;
        }

        return null;
    }

    /// <summary>A header's value; null where it is missing.</summary>
    public string? Header(string name) => Http.Request.Headers.TryGetValue(name, out var values) && values.Count > 0 ? values.ToString() : null;

    /// <summary>A small body as a whole.</summary>
    /// <exception cref="AwsException">It is longer than <paramref name="most"/>.</exception>
    public async Task<byte[]> ReadBodyAsync(int most)
    {
        using var all = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await Body.ReadAsync(buffer, Aborted)) > 0)
        {
            if (all.Length + read > most) throw new AwsException(400, "MaxMessageLengthExceeded", "Your request was too big.");
            all.Write(buffer, 0, read);
        }

        var body = all.ToArray();
        if (BodyHash is not null && Convert.ToHexStringLower(SHA256.HashData(body)) is var computed && computed != BodyHash)
        {
            throw new AwsException(400, "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.",
                ("ClientComputedContentSHA256", BodyHash), ("S3ComputedContentSHA256", computed));
        }

        return body;
    }

    private static List<(string Name, string Value)> ParseQuery(ReadOnlySpan<char> query)
    {
        var pairs = new List<(string, string)>();
        foreach (var range in query.Split('&'))
        {
            var pair = query[range];
            if (pair.IsEmpty) continue;
            var equals = pair.IndexOf('=');
            pairs.Add(equals < 0
                ? (AwsEncoding.Decode(pair, plusIsSpace: true), "")
                : (AwsEncoding.Decode(pair[..equals], plusIsSpace: true), AwsEncoding.Decode(pair[(equals + 1)..], plusIsSpace: true)));
        }

        return pairs;
    }
}
