namespace FlowOptics.Mqtt.Packets;

/// <summary>MQTT 5.0, section 1.5.5.</summary>
internal static class VariableByteInteger
{
    public const uint Maximum = 268_435_455;

    public static int SizeOf(uint value) => value switch
    {
        < 128 => 1,
        < 16_384 => 2,
        < 2_097_152 => 3,
        <= Maximum => 4,
        _ => throw new MqttException($"{value} is more than a variable byte integer can hold"),
    };

    /// <summary>Writes into exactly <see cref="SizeOf"/> bytes.</summary>
    public static void Write(Span<byte> target, uint value)
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = (byte)((value & 0x7F) | (i < target.Length - 1 ? 0x80u : 0));
            value >>= 7;
        }
    }
}
