using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FlowOptics.Geo.Tables;

/// <summary>The parts of a table file, in their order. Each begins at a multiple of 64 bytes, a cache line.</summary>
internal enum TableSection
{
    /// <summary>One entry for each /16 of IPv4: see <see cref="TableLayout.Pointer"/>.</summary>
    Root,

    /// <summary>Blocks: one entry for each /24 of a /16.</summary>
    Middle,

    /// <summary>Blocks: one number for each address of a /24.</summary>
    Bottom,

    /// <summary>The search tree over the upper halves of IPv6 addresses: see <see cref="KeyTree"/>.</summary>
    Keys,

    /// <summary>What holds from each key on: the number of an end, or a <see cref="TableLayout.Pointer"/> into <see cref="DeepIndex"/>.</summary>
    Values,

    /// <summary>For an upper half within which the end changes: where in the two lists below its parts begin, and how many they are.</summary>
    DeepIndex,
    DeepStarts,
    DeepValues,
    Ends,
    Places,
    Networks,

    /// <summary>Where in <see cref="Text"/> each name begins, and where the last one ends.</summary>
    Names,
    Text,
}

/// <summary>
/// A table file: the header, the sections, then a SHA-256 of all before it. Numbers are little-endian, as the processors that it is mapped on.
/// </summary>
/// <remarks>
/// A block stands for 256 entries as runs of equal ones: 32 bytes with a bit set where a run begins (the first always), four bytes with how many bits
/// are set before each of the four words, then an entry for each run. Its first 36 bytes never cross a cache line.
/// </remarks>
internal static class TableLayout
{
    /// <summary>To be raised when the layout changes, or what is built from the same files: a table of another version is built again.</summary>
    public const int Version = 1;

    /// <summary>Marks an entry that is no number: the other 31 bits say where a block begins (in units of four bytes), or an index.</summary>
    public const uint Pointer = 0x8000_0000;

    public const int Sections = 13;
    public const int Alignment = 64;
    public const int BlockHead = 36;
    public const int ChecksumBytes = 32;
    public const int RootEntries = 65_536;

    public static ulong Magic => 0x0A_45_4C_42_41_54_4F_46; // "FOTABLE\n"

    public static long Align(long offset) => (offset + Alignment - 1) & -Alignment;

    /// <summary>Where a block begins that comes behind <paramref name="offset"/>.</summary>
    public static long AlignBlock(long offset) => (offset & (Alignment - 1)) + BlockHead <= Alignment ? offset : Align(offset);
}

[InlineArray(TableLayout.Sections)]
internal struct SectionTable
{
    private SectionPlace _first;
}

[StructLayout(LayoutKind.Sequential)]
internal record struct SectionPlace(long Offset, long Length);

[InlineArray(4)]
internal struct Hash256
{
    private ulong _first;
}

[StructLayout(LayoutKind.Sequential)]
internal struct TableHeader
{
    public ulong Magic;
    public int Version;
    public int Reserved;

    /// <summary>Of the whole file.</summary>
    public long Length;

    /// <summary>Unix seconds.</summary>
    public long BuiltAt;
    public long KeyCount;

    /// <summary>SHA-256 of what the table was built from.</summary>
    public Hash256 Source;
    public SectionTable Sections;
}

[StructLayout(LayoutKind.Sequential)]
internal record struct PlaceRow(int Country, int City, float Latitude, float Longitude);

[StructLayout(LayoutKind.Sequential)]
internal record struct NetworkRow(uint Asn, int Organization, int AwsService, int AwsRegion);
