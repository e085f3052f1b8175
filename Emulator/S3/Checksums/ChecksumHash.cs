using System.Security.Cryptography;

namespace FlowOptics.Emulator.S3.Checksums;

/// <summary>One of S3's checksums over a stream of bytes.</summary>
internal sealed class ChecksumHash : IDisposable
{
    private readonly Crc? _crc;
    private readonly IncrementalHash? _hash;

    public ChecksumHash(ChecksumAlgorithm algorithm)
    {
        switch (algorithm)
        {
            case ChecksumAlgorithm.SHA1:
                _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
                break;
            case ChecksumAlgorithm.SHA256:
                _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                break;
            default:
                _crc = new Crc(algorithm);
                break;
        }
    }

    public static byte[] Of(ChecksumAlgorithm algorithm, ReadOnlySpan<byte> data)
    {
        using var hash = new ChecksumHash(algorithm);
        hash.Append(data);
        return hash.Finish();
    }

    public void Append(ReadOnlySpan<byte> data)
    {
        _crc?.Append(data);
        _hash?.AppendData(data);
    }

    public byte[] Finish() => _crc?.Finish() ?? _hash!.GetHashAndReset();

    public void Dispose() => _hash?.Dispose();
}
