using System.Text;
using FlowOptics.Emulator.S3.Checksums;

namespace FlowOptics.Emulator.Tests.S3;

public sealed class ChecksumTests
{
    /// <summary>The catalogue's check values: https://reveng.sourceforge.io/crc-catalogue/all.htm.</summary>
    [Theory]
    [InlineData("CRC32", "cbf43926")]
    [InlineData("CRC32C", "e3069283")]
    [InlineData("CRC64NVME", "ae8b14860a799888")]
    public void A_checksum_of_the_digits_is_the_published_one(string algorithm, string expected) =>
        Assert.Equal(expected, Convert.ToHexStringLower(ChecksumHash.Of(Enum.Parse<ChecksumAlgorithm>(algorithm), Encoding.ASCII.GetBytes("123456789"))));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 7)]
    [InlineData(8, 9)]
    [InlineData(63, 1000)]
    [InlineData(4097, 0)]
    public void Pieces_have_the_checksum_of_the_whole(int first, int second)
    {
        var bytes = new byte[first + second];
        new Random(first).NextBytes(bytes);
        foreach (var algorithm in Enum.GetValues<ChecksumAlgorithm>())
        {
            using var hash = new ChecksumHash(algorithm);
            hash.Append(bytes.AsSpan(0, first));
            hash.Append(bytes.AsSpan(first));
            Assert.Equal(ChecksumHash.Of(algorithm, bytes), hash.Finish());
        }
    }
}
