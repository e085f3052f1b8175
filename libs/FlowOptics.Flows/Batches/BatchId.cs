using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FlowOptics.Flows;

/// <summary>The identity of a batch: the first 64 bits of a SHA-256, since it must hold across processes, machines and versions.</summary>
internal static class BatchId
{
    public static ulong Of(BatchOrigin origin)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, origin.Bucket);
        Append(hash, origin.Key);
        Append(hash, origin.ETag);
        Span<byte> numbers = stackalloc byte[12];
        BinaryPrimitives.WriteInt64LittleEndian(numbers, origin.FirstRecord);
        BinaryPrimitives.WriteInt32LittleEndian(numbers[8..], origin.Count);
        hash.AppendData(numbers);
        Span<byte> digest = stackalloc byte[32];
        hash.GetHashAndReset(digest);
        return BinaryPrimitives.ReadUInt64LittleEndian(digest);
    }

    // A length before each text, so that ("ab", "c") and ("a", "bc") differ.
    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
