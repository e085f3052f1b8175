namespace Aspire.Hosting.Telemetry.Wire;

/// <summary>
/// What a message may hold, of the fields that are read: how each is written, and what is in it. Whatever has been checked once is read without a thought
/// of damage ever after. Fields that are not named may be anything, as protobuf has it.
/// </summary>
internal sealed class MessageShape
{
    // protoc's own limit is 100; a value in a list in a list … is the only thing that nests at all.
    private const int DeepestNesting = 32;

    private readonly Dictionary<int, (WireType Type, MessageShape? Message)> _fields = [];

    public MessageShape With(WireType type, params ReadOnlySpan<int> fields)
    {
        foreach (var field in fields) _fields.Add(field, (type, null));
        return this;
    }

    public MessageShape With(int field, MessageShape message)
    {
        _fields.Add(field, (WireType.Bytes, message));
        return this;
    }

    /// <exception cref="MalformedPayloadException">The bytes are no such message.</exception>
    public void Check(ReadOnlySpan<byte> message) => Check(message, depth: 0);

    private void Check(ReadOnlySpan<byte> message, int depth)
    {
        if (depth > DeepestNesting) throw new MalformedPayloadException($"Messages within messages are more than {DeepestNesting} deep.");
        var reader = new WireReader(message);
        while (reader.Next())
        {
            if (!_fields.TryGetValue(reader.Field, out var expected)) continue;
            if (reader.Type != expected.Type) throw new MalformedPayloadException($"Field {reader.Field} has wire type {reader.Type}, where {expected.Type} belongs.");
            expected.Message?.Check(reader.Data, depth + 1);
        }
    }
}
