using System.Buffers.Binary;

namespace FlowOptics.Emulator.S3.Checksums;

/// <summary>A reflected cyclic redundancy check of 32 or 64 bits, eight bytes a step.</summary>
internal sealed class Crc
{
    // The Rocksoft catalogue (https://reveng.sourceforge.io/crc-catalogue/all.htm): CRC-32/ISO-HDLC, CRC-32/ISCSI, CRC-64/NVME; polynomials
    // reflected.
    private static readonly ulong[][] Crc32Tables = Tables(0xEDB88320);
    private static readonly ulong[][] Crc32CTables = Tables(0x82F63B78);
    private static readonly ulong[][] Crc64NvmeTables = Tables(0x9A6C9329AC4BC9B5);

    private readonly ulong[][] _tables;
    private readonly int _width;
    private ulong _state;

    public Crc(ChecksumAlgorithm algorithm)
    {
        (_tables, _width) = algorithm switch
        {
            ChecksumAlgorithm.CRC32 => (Crc32Tables, 4),
            ChecksumAlgorithm.CRC32C => (Crc32CTables, 4),
            ChecksumAlgorithm.CRC64NVME => (Crc64NvmeTables, 8),
            _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
        };
        _state = Ones;
    }

    private ulong Ones => _width == 4 ? uint.MaxValue : ulong.MaxValue;

    public void Append(ReadOnlySpan<byte> data)
    {
        var crc = _state;
        var tables = _tables;
        while (data.Length >= 8)
        {
            var mixed = BinaryPrimitives.ReadUInt64LittleEndian(data) ^ crc;
            crc = tables[7][mixed & 255] ^ tables[6][(mixed >> 8) & 255] ^ tables[5][(mixed >> 16) & 255] ^ tables[4][(mixed >> 24) & 255]
                ^ tables[3][(mixed >> 32) & 255] ^ tables[2][(mixed >> 40) & 255] ^ tables[1][(mixed >> 48) & 255] ^ tables[0][mixed >> 56];
            data = data[8..];
        }

        foreach (var b in data) crc = tables[0][(crc ^ b) & 255] ^ (crc >> 8);
        _state = crc;
    }

    /// <summary>Most significant byte first, as S3 encodes it.</summary>
    public byte[] Finish()
    {
        var all = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(all, _state ^ Ones);
        return all[(8 - _width)..];
    }

    private static ulong[][] Tables(ulong polynomial)
    {
        var tables = new ulong[8][];
        for (var t = 0; t < 8; t++)
        {
            tables[t] = new ulong[256];
            for (var i = 0; i < 256; i++)
            {
                var crc = t == 0 ? (ulong)i : tables[t - 1][i];
                if (t == 0)
                {
                    for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? polynomial ^ (crc >> 1) : crc >> 1;
                }
                else
                {
                    crc = tables[0][crc & 255] ^ (crc >> 8);
                }

                tables[t][i] = crc;
            }
        }

        return tables;
    }
}
