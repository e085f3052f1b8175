using System.Globalization;

namespace FlowOptics.Emulator.Signing;

/// <summary>The parts of a signature, from the Authorization header or from the query of a presigned URL.</summary>
/// <param name="Time">As it was sent, e.g. <c>20261122T101500Z</c>: it is part of what is signed.</param>
/// <param name="Expires">A presigned URL's life; null for a header.</param>
internal sealed record SignedRequest(SigningScope Scope, string Time, DateTimeOffset Instant, IReadOnlyList<string> Headers, string Signature,
    TimeSpan? Expires)
{
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";

    public static bool TryParseTime(string? text, out DateTimeOffset instant) =>
        DateTimeOffset.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);
}
