using System.Buffers.Text;
using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FlowOptics.SignIn.LoadBalancer;

/// <summary>
/// Reads <c>x-amzn-oidc-data</c>, by which an Application Load Balancer says whom it signed in
/// (docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html). It looks like a JWT, but its parts are padded (<c>eyJ0eXAi…fQ==.eyJzdWIi…In0=.Kx8…w==</c>),
/// and it is signed with the padding: what reads JWTs by the standard does not verify it.
/// </summary>
internal static partial class LoadBalancerHeader
{
    public const string Name = "x-amzn-oidc-data";

    private const int MaxLength = 32 * 1024;
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <param name="keyOf">The public key of a key id.</param>
    /// <returns>The person, or why the header says nothing.</returns>
    public static async Task<(ClaimsIdentity? Person, string Problem)> ReadAsync(
        string header, string arn, DateTimeOffset now, Func<string, CancellationToken, Task<ECDsa?>> keyOf, CancellationToken cancellationToken)
    {
        try
        {
            var parts = header.Split('.');
            if (header.Length > MaxLength || parts.Length != 3) return (null, "it has not three parts");
            using var head = JsonDocument.Parse(Decode(parts[0]));
            if (Text(head, "alg") != "ES256") return (null, "its algorithm is not ES256");
            if (Text(head, "signer") != arn) return (null, "its signer is another load balancer");
            if (!head.RootElement.TryGetProperty("exp", out var exp) || !exp.TryGetInt64(out var end) || DateTimeOffset.FromUnixTimeSeconds(end) + ClockSkew <= now) return (null, "it has expired");
            if (Text(head, "kid") is not { } kid || !KeyId().IsMatch(kid)) return (null, "its key id is none");
            if (await keyOf(kid, cancellationToken).ConfigureAwait(false) is not { } key) return (null, "its key is not known");
            if (!key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Decode(parts[2]), HashAlgorithmName.SHA256)) return (null, "its signature is wrong");

            using var body = JsonDocument.Parse(Decode(parts[1]));
            var claims = body.RootElement.EnumerateObject().Where(claim => claim.Name != "exp").SelectMany(claim => ClaimsOf(claim.Name, claim.Value));
            return (new ClaimsIdentity(claims.Append(new Claim("exp", end.ToString(CultureInfo.InvariantCulture))), "load balancer"), "");
        }
        catch (Exception malformed) when (malformed is FormatException or JsonException or InvalidOperationException or ArgumentOutOfRangeException or DecoderFallbackException)
        {
            return (null, "it cannot be read");
        }
    }

    private static byte[] Decode(string part) => Base64Url.DecodeFromChars(part.TrimEnd('='));

    private static string? Text(JsonDocument document, string name) =>
        document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static IEnumerable<Claim> ClaimsOf(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().SelectMany(item => ClaimsOf(name, item)),
        JsonValueKind.String => [new Claim(name, value.GetString()!)],
        JsonValueKind.Null or JsonValueKind.Object => [],
        _ => [new Claim(name, value.GetRawText())],
    };

    // It becomes part of an address.
    [GeneratedRegex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KeyId();
}
