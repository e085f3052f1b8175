namespace FlowOptics.Mqtt;

/// <summary>Whose limits the server enforces.</summary>
public enum MqttServerProfile
{
    /// <summary>Its own, as the options say.</summary>
    Open,

    /// <summary>AWS IoT Core's, where they are narrower than the options: what works here works there.</summary>
    AwsIot,
}
