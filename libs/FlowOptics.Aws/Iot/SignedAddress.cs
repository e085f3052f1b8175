using System.Globalization;
using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Auth;

namespace FlowOptics.Aws;

/// <summary>Addresses that let in whoever has them: signatures of version 4 in the query.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html,
/// https://docs.aws.amazon.com/iot/latest/developerguide/protocols.html#mqtt-ws
/// </remarks>
public static class SignedAddress
{
    private const string IotService = "iotdevicegateway";

    // Of nothing: a WebSocket begins with GET.
    private const string EmptyBodyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    // For how long a connection may begin with it; one that has begun stays.
    private static readonly TimeSpan BeginsWithin = TimeSpan.FromMinutes(5);

    /// <summary>
    /// <c>wss://…/mqtt?X-Amz-Algorithm=…&amp;X-Amz-Signature=…&amp;X-Amz-Security-Token=…</c>: IoT Core, alone among AWS's services, wants the
    /// session's token behind the signature, and not signed.
    /// </summary>
    /// <param name="server">With the path, which is <c>/mqtt</c>.</param>
    public static Uri OfIot(Uri server, string region, ImmutableCredentials credentials, DateTimeOffset now)
    {
        // The port stands in the header Host, and so in what is signed, only where it is not the scheme's own.
        var signed = Sign(server, region, IotService, credentials, now, BeginsWithin, EmptyBodyHash);
        return new Uri(credentials.UseToken ? $"{signed}&X-Amz-Security-Token={Encode(credentials.Token)}" : signed);
    }

    internal static string Sign(Uri server, string region, string service, ImmutableCredentials credentials, DateTimeOffset now, TimeSpan expires,
        string bodyHash)
    {
        var host = server.IsDefaultPort ? server.Host : string.Create(CultureInfo.InvariantCulture, $"{server.Host}:{server.Port}");
        var time = now.UtcDateTime;
        var scope = string.Create(CultureInfo.InvariantCulture, $"{credentials.AccessKey}/{time:yyyyMMdd}/{region}/{service}/aws4_request");
        // In the order of their names, as they are signed.
        var query = string.Create(CultureInfo.InvariantCulture,
            $"X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential={Encode(scope)}&X-Amz-Date={time:yyyyMMdd'T'HHmmss'Z'}&X-Amz-Expires={(int)expires.TotalSeconds}&X-Amz-SignedHeaders=host");
        var canonical = new StringBuilder("GET\n").Append(server.AbsolutePath).Append('\n').Append(query).Append("\nhost:").Append(host)
            .Append("\n\nhost\n").Append(bodyHash).ToString();
        var signature = AWS4Signer.ComputeSignature(credentials, region, time, service, "host", canonical).Signature;
        return $"{server.Scheme}://{host}{server.AbsolutePath}?{query}&X-Amz-Signature={signature}";
    }

    // RFC 3986's unreserved characters stay; AWS wants the others' digits in capitals, as here.
    private static string Encode(string text) => Uri.EscapeDataString(text);
}
