using FlowOptics.Emulator.Gateway;

namespace FlowOptics.Emulator.S3.Checksums;

/// <summary>The checksum that a client says its body has, in a header or in a trailer after the body.</summary>
/// <param name="Value">Null: it comes as a trailer, or is only to be computed.</param>
internal sealed record ExpectedChecksum(ChecksumAlgorithm Algorithm, string? Value, bool IsTrailer)
{
    private const string Prefix = "x-amz-checksum-";

    public static string HeaderOf(ChecksumAlgorithm algorithm) => Prefix + algorithm.ToString().ToLowerInvariant();

    /// <exception cref="AwsException">There are several, or one of a name that S3 does not have.</exception>
    public static ExpectedChecksum? Of(AwsRequest request)
    {
        ExpectedChecksum? found = null;
        foreach (var algorithm in Enum.GetValues<ChecksumAlgorithm>())
        {
            if (request.Header(HeaderOf(algorithm)) is not { } value) continue;
            if (found is not null)
                throw new AwsException(400, "InvalidRequest", "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
            if (!IsValue(value, algorithm)) throw new AwsException(400, "InvalidRequest", $"Value for {HeaderOf(algorithm)} header is invalid.");
            found = new ExpectedChecksum(algorithm, value, false);
        }

        if (found is not null) return found;
        if (request.Header("x-amz-trailer") is { } trailer)
        {
            foreach (var algorithm in Enum.GetValues<ChecksumAlgorithm>())
            {
                if (trailer.Trim().Equals(HeaderOf(algorithm), StringComparison.OrdinalIgnoreCase))
                    return new ExpectedChecksum(algorithm, null, true);
            }

            throw new AwsException(400, "InvalidRequest", "The value specified in the x-amz-trailer header is not supported");
        }

        return request.Header("x-amz-sdk-checksum-algorithm") is { } named ? new ExpectedChecksum(Parse(named), null, false) : null;
    }

    /// <exception cref="AwsException">S3 has no such algorithm.</exception>
    public static ChecksumAlgorithm Parse(string name) => Enum.TryParse<ChecksumAlgorithm>(name, ignoreCase: true, out var algorithm)
        && !char.IsAsciiDigit(name[0])
        ? algorithm
        : throw new AwsException(400, "InvalidRequest",
            "Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]");

    private static bool IsValue(string value, ChecksumAlgorithm algorithm)
    {
        Span<byte> bytes = stackalloc byte[64];
        return Convert.TryFromBase64String(value, bytes, out var length) && length == algorithm switch
        {
            ChecksumAlgorithm.CRC32 or ChecksumAlgorithm.CRC32C => 4,
            ChecksumAlgorithm.CRC64NVME => 8,
            ChecksumAlgorithm.SHA1 => 20,
            _ => 32,
        };
    }
}
