using System.Security.Cryptography;
using System.Text;
using FlowOptics.Emulator.Gateway;

namespace FlowOptics.Emulator.Signing;

/// <summary>The chain of signatures of a body in chunks: each signs its data and the signature before it, the first the request's.</summary>
/// <remarks>https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html, …/sigv4-streaming-trailers.html</remarks>
internal sealed class ChunkSignatures(SigningKey key, SignedRequest signed)
{
    private static readonly string EmptyHash = Convert.ToHexStringLower(SHA256.HashData([]));
    private string _previous = signed.Signature;

    public void CheckChunk(string given, byte[] hash) =>
        Check(given, $"AWS4-HMAC-SHA256-PAYLOAD\n{signed.Time}\n{signed.Scope.Text}\n{_previous}\n{EmptyHash}\n{Convert.ToHexStringLower(hash)}");

    /// <param name="trailers">Each as <c>name:value</c> and a line feed.</param>
    public void CheckTrailers(string given, string trailers) =>
        Check(given, $"AWS4-HMAC-SHA256-TRAILER\n{signed.Time}\n{signed.Scope.Text}\n{_previous}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(trailers)))}");

    private void Check(string given, string text)
    {
        var computed = key.Sign(text);
        if (!SigningKey.Same(computed, given))
        {
            throw new AwsException(403, "SignatureDoesNotMatch",
                "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
                ("StringToSign", text), ("SignatureProvided", given));
        }

        _previous = computed;
    }
}
