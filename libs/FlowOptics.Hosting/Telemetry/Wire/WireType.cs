namespace Aspire.Hosting.Telemetry.Wire;

/// <summary>How a field is written (protobuf.dev/programming-guides/encoding). Groups (3 and 4) are not in OTLP.</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    Fixed32 = 5,
}
