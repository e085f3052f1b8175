using System.Security.Cryptography;
using System.Text;
using FlowOptics.Emulator.Gateway;

namespace FlowOptics.Emulator.Signing;

/// <summary>The text that a signature of version 4 signs.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html</remarks>
internal static class CanonicalRequest
{
    public const string SignatureParameter = "X-Amz-Signature";

    public static string Of(AwsRequest request, IReadOnlyList<string> signedHeaders, string payloadHash)
    {
        var text = new StringBuilder();
        text.Append(request.Method).Append('\n');
        text.Append(AwsEncoding.Encode(request.Path, keepSlash: true)).Append('\n');
        var query = request.Query.Where(pair => pair.Name != SignatureParameter)
            .Select(pair => (Name: AwsEncoding.Encode(pair.Name), Value: AwsEncoding.Encode(pair.Value)))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal);
        text.AppendJoin('&', query.Select(pair => $"{pair.Name}={pair.Value}")).Append('\n');
        foreach (var name in signedHeaders)
        {
            text.Append(name).Append(':');
            var values = request.Http.Request.Headers[name];
            for (var i = 0; i < values.Count; i++) text.Append(i == 0 ? "" : ",").Append(Trimmed(values[i] ?? ""));
            text.Append('\n');
        }

        return text.Append('\n').AppendJoin(';', signedHeaders).Append('\n').Append(payloadHash).ToString();
    }

    /// <summary>What is signed with the key: algorithm, time, scope, and the canonical request's hash.</summary>
    public static string StringToSign(string time, SigningScope scope, string canonicalRequest) =>
        $"AWS4-HMAC-SHA256\n{time}\n{scope.Text}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonicalRequest)))}";

    private static string Trimmed(string value)
    {
        value = value.Trim();
        if (!value.Contains("  ", StringComparison.Ordinal)) return value;
        return string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
