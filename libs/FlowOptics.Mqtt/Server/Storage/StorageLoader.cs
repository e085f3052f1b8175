using System.Buffers.Binary;

namespace FlowOptics.Mqtt.Server.Storage;

/// <summary>Puts what the files hold into a server that has just started.</summary>
internal sealed class StorageLoader(ServerCore core, KeyValueLog state, MessageLog messages)
{
    private readonly Dictionary<uint, Kept> _sessions = [];
    private readonly List<(uint Session, byte[] Value)> _wills = [];

    /// <returns>How many messages wait for sessions.</returns>
    public int Load(IReadOnlyCollection<LoggedMessage> waiting)
    {
        var knownUpTo = 0L;
        foreach (var (key, value) in state.Values)
        {
            if (key == StateKeys.KnownUpTo) knownUpTo = BinaryPrimitives.ReadInt64BigEndian(value);
            else if (key == StateKeys.LastNumber) core.Sessions.LoadLastNumber(StateValues.ReadNumber(value));
            else Load(key, value);
        }

        // The server was killed between writing a message and its publisher's identifier.
        foreach (var (id, origin) in messages.Origins)
        {
            if (id > knownUpTo && _sessions.TryGetValue(origin.Session, out var publisher)) publisher.Session.ReceivedExactlyOnce.Add(origin.PacketId);
        }

        var count = waiting.Sum(LoadReceivers);
        foreach (var kept in _sessions.Values) kept.Session.Load(kept.Waiting, kept.Sent);
        foreach (var (number, value) in _wills) core.Sessions.LoadWill(number, _sessions.GetValueOrDefault(number)?.Session, StateValues.ReadWill(value));
        return count;
    }

    private void Load(string key, byte[] value)
    {
        if (key.StartsWith(StateKeys.RetainedPrefix, StringComparison.Ordinal))
        {
            var reader = new Packets.PacketReader(value);
            core.Retained.Load(MessageRecords.Read(ref reader));
        }
        else if (key.StartsWith(StateKeys.SessionPrefix, StringComparison.Ordinal))
        {
            var (number, clientId, expirySeconds, expiresAt, owner) = StateValues.ReadSession(value);
            _sessions[number] = new Kept(core.Sessions.Load(clientId, number, expirySeconds, expiresAt, owner), [], []);
        }
        else if (key.StartsWith(StateKeys.SubscriptionPrefix, StringComparison.Ordinal))
        {
            if (_sessions.TryGetValue(StateValues.ReadNumber(value), out var kept)) core.Sessions.Load(StateValues.ReadSubscription(value, kept.Session));
        }
        else if (key.StartsWith(StateKeys.ReceivedPrefix, StringComparison.Ordinal))
        {
            var (number, packetId) = StateKeys.Transfer(key);
            if (_sessions.TryGetValue(number, out var kept)) kept.Session.ReceivedExactlyOnce.Add(packetId);
        }
        else if (key.StartsWith(StateKeys.ReleasedPrefix, StringComparison.Ordinal))
        {
            var (number, packetId) = StateKeys.Transfer(key);
            if (_sessions.TryGetValue(number, out var kept)) kept.Sent.Add((packetId, null));
        }
        else if (key.StartsWith(StateKeys.WillPrefix, StringComparison.Ordinal))
        {
            _wills.Add((StateKeys.WillOf(key), value));
        }
    }

    private int LoadReceivers(LoggedMessage logged)
    {
        var count = 0;
        foreach (var receiver in logged.Receivers)
        {
            var message = logged.Message!;
            var released = receiver.PacketId != 0 && state.Has(StateKeys.Released(receiver.Session, receiver.PacketId));
            if (released || !_sessions.TryGetValue(receiver.Session, out var kept))
            {
                messages.Acknowledge(message, receiver.Session, receiver.PacketId);
                continue;
            }

            var outbound = new Outbound(message, receiver.QualityOfService, receiver.Retain, receiver.SubscriptionIdentifiers, null);
            if (receiver.PacketId == 0) kept.Waiting.Add(outbound);
            else kept.Sent.Add((receiver.PacketId, outbound));
            count++;
        }

        return count;
    }

    private sealed record Kept(Session Session, List<Outbound> Waiting, List<(ushort PacketId, Outbound? Outbound)> Sent);
}
