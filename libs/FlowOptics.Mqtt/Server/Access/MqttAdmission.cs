using FlowOptics.Mqtt.Packets;

namespace FlowOptics.Mqtt;

/// <summary>The answer to a <see cref="MqttLogin"/>: rights, or the reason why there are none.</summary>
public sealed record MqttAdmission
{
    private MqttAdmission(IMqttRights? rights, byte reasonCode) => (Rights, ReasonCode) = (rights, reasonCode);

    /// <summary>Null: refused.</summary>
    public IMqttRights? Rights { get; }

    /// <summary>For CONNACK (MQTT 5.0, table 3-1).</summary>
    public byte ReasonCode { get; }

    /// <summary>Nobody may connect without saying who they are.</summary>
    public static MqttAdmission NotAuthorized { get; } = new(null, MqttReason.NotAuthorized);

    public static MqttAdmission BadUserNameOrPassword { get; } = new(null, MqttReason.BadUserNameOrPassword);

    /// <summary>The client identifier is another's.</summary>
    public static MqttAdmission ClientIdentifierNotValid { get; } = new(null, MqttReason.ClientIdentifierNotValid);

    /// <summary>Too many wrong logins from there: this one was not looked at.</summary>
    public static MqttAdmission ConnectionRateExceeded { get; } = new(null, MqttReason.ConnectionRateExceeded);

    public static MqttAdmission With(IMqttRights rights) => new(rights, MqttReason.Success);
}
