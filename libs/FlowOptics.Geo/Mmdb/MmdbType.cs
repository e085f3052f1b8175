namespace FlowOptics.Geo.Mmdb;

/// <summary>The data types of the MaxMind DB file format 2.0; those above 7 are "extended".</summary>
internal enum MmdbType : byte
{
    Extended = 0,
    Pointer = 1,
    String = 2,
    Double = 3,
    Bytes = 4,
    UInt16 = 5,
    UInt32 = 6,
    Map = 7,
    Int32 = 8,
    UInt64 = 9,
    UInt128 = 10,
    Array = 11,
    Container = 12,
    EndMarker = 13,
    Boolean = 14,
    Float = 15,
}
