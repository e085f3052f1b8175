namespace Aspire.Hosting.Telemetry.Wire;

/// <summary>A KeyValue message: an attribute's name, and its AnyValue.</summary>
internal readonly ref struct KeyValue
{
    public KeyValue(ReadOnlySpan<byte> message)
    {
        var reader = new WireReader(message);
        while (reader.Next())
        {
            if (reader.Field == 1) Key = reader.Data;
            else if (reader.Field == 2) Value = reader.Data;
        }
    }

    public ReadOnlySpan<byte> Key { get; }

    public ReadOnlySpan<byte> Value { get; }
}
