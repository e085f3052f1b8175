namespace FlowOptics.Mqtt;

/// <summary>The version of the protocol that a client speaks, as CONNECT writes it (3.1.2.2).</summary>
public enum MqttVersion : byte
{
    /// <summary>3.1.1: no properties, no reasons.</summary>
    V311 = 4,

    V5 = 5,
}
