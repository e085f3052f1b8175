using FlowOptics.Mqtt.Server.Subscriptions;

namespace FlowOptics.Mqtt.Server.Storage;

internal sealed class DurableStorage
{
    public void Append(Session session, in Outbound outbound) => throw new NotSupportedException();
    public void Acknowledge(Session session, StoredMessage message) => throw new NotSupportedException();
    public void SaveRetained(StoredMessage message) => throw new NotSupportedException();
    public void SaveSession(Session session) => throw new NotSupportedException();
    public void RemoveSession(Session session) => throw new NotSupportedException();
    public void SaveSubscription(ServerSubscription subscription) => throw new NotSupportedException();
    public void RemoveSubscription(Session session, string filter) => throw new NotSupportedException();
    public void Commit() => throw new NotSupportedException();
}
