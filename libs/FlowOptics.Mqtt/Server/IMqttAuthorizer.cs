namespace FlowOptics.Mqtt;

/// <summary>The server's rules.</summary>
public interface IMqttAuthorizer
{
    /// <summary>
    /// Who is it, and what may it do? The connection waits for the answer, others do not; nothing else of it is read meanwhile.
    /// </summary>
    ValueTask<MqttAdmission> AdmitAsync(MqttLogin login, CancellationToken cancellationToken);
}
