namespace FlowOptics.Lake.DuckDb;

/// <summary>DuckDB's column types, with the numbers of its C API (duckdb.h, <c>duckdb_type</c>).</summary>
public enum DuckDbType
{
    Invalid = 0,
    Boolean = 1,
    TinyInt = 2,
    SmallInt = 3,
    Integer = 4,
    BigInt = 5,
    UTinyInt = 6,
    USmallInt = 7,
    UInteger = 8,
    UBigInt = 9,
    Float = 10,
    Double = 11,

    /// <summary>Microseconds since 1970, as 64 bits.</summary>
    Timestamp = 12,

    /// <summary>Days since 1970, as 32 bits.</summary>
    Date = 13,
    Time = 14,
    Interval = 15,

    /// <summary>128 bits, as <see cref="Int128"/>. What <c>sum</c> of a BIGINT gives.</summary>
    HugeInt = 16,
    Varchar = 17,
    Blob = 18,
    Decimal = 19,
    TimestampSeconds = 20,
    TimestampMilliseconds = 21,
    TimestampNanoseconds = 22,
    Enum = 23,
    List = 24,
    Struct = 25,
    Map = 26,
    Uuid = 27,
    Union = 28,
    Bit = 29,
    TimeWithZone = 30,
    TimestampWithZone = 31,

    /// <summary>128 bits, as <see cref="UInt128"/>.</summary>
    UHugeInt = 32,
}
