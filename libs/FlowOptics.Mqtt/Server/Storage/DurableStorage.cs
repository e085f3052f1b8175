using System.Globalization;
using FlowOptics.Mqtt.Packets;
using FlowOptics.Mqtt.Server.Subscriptions;

namespace FlowOptics.Mqtt.Server.Storage;

/// <summary>
/// What of the server survives the process: durable sessions with their subscriptions, retained messages (state.log), and the QoS 1 messages
/// that those sessions have not acknowledged (messages-*.log). Changes gather in memory until <see cref="Commit"/>, which everyone calls before
/// telling a client that something is done; one commit writes what all have gathered. Thread-safe; its lock takes no other.
/// </summary>
internal sealed class DurableStorage : IDisposable
{
    private const string SessionPrefix = "session/";
    private const string SubscriptionPrefix = "subscription/";
    private const string RetainedPrefix = "retained/";
    private const string LastNumberKey = "last-number";

    private readonly Lock _gate = new();
    private readonly FileStream _owner;
    private readonly KeyValueLog _state;
    private readonly MessageLog _messages;
    private readonly List<LoggedMessage> _waiting;
    private volatile bool _pending = true;
    private bool _disposed;

    /// <exception cref="StorageException">The folder cannot be used.</exception>
    public DurableStorage(string folder, Action<string, long> torn)
    {
        try
        {
            Directory.CreateDirectory(folder);
            _owner = new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var path = Path.Combine(folder, "state.log");
            _state = new KeyValueLog(path, out var cut);
            if (cut > 0) torn(path, cut);
            _messages = new MessageLog(folder, out _waiting, torn);
            Commit();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                $"the folder {folder} cannot be used for the broker's sessions and messages: {exception.Message} It must be writable, and no other broker's.", exception);
        }
    }

    /// <summary>Puts what was kept into the server. Call it once, before the first connection.</summary>
    /// <returns>How many messages wait for sessions.</returns>
    public int Load(ServerCore core)
    {
        var sessions = new Dictionary<uint, Session>();
        foreach (var (key, value) in _state.Values)
        {
            // In the order of their keys: "retained/" first, then "session/", then "subscription/".
            var reader = new PacketReader(value);
            if (key.StartsWith(RetainedPrefix, StringComparison.Ordinal)) core.Retained.Load(MessageRecords.Read(ref reader));
            else if (key.StartsWith(SessionPrefix, StringComparison.Ordinal))
            {
                var number = reader.ReadUInt32();
                sessions[number] = core.Sessions.Load(reader.ReadString(), number, reader.ReadUInt32(), reader.Remaining > 0 ? reader.ReadString() : null);
            }
            else if (key.StartsWith(SubscriptionPrefix, StringComparison.Ordinal) && sessions.TryGetValue(reader.ReadUInt32(), out var session))
            {
                core.Sessions.Load(ReadSubscription(session, ref reader));
            }
            else if (key == LastNumberKey)
            {
                core.Sessions.LoadLastNumber(reader.ReadUInt32());
            }
        }

        var count = 0;
        foreach (var logged in _waiting)
        {
            foreach (var receiver in logged.Receivers)
            {
                if (sessions.TryGetValue(receiver.Session, out var session))
                {
                    session.Load(new Outbound(logged.Message!, MqttQualityOfService.AtLeastOnce, receiver.Retain, receiver.SubscriptionIdentifiers, null));
                    count++;
                }
                else
                {
                    _messages.Acknowledge(logged.Message!, receiver.Session);
                }
            }
        }

        _waiting.Clear();
        return count;
    }

    /// <summary>Size of the files, with what is not written yet.</summary>
    public long TotalBytes
    {
        get
        {
            lock (_gate) return _state.Length + _messages.TotalBytes;
        }
    }

    public void Append(Session session, in Outbound outbound)
    {
        lock (_gate)
        {
            _messages.Append(outbound.Message, new Receiver(session.Number, outbound.Retain, outbound.SubscriptionIdentifiers));
            _pending = true;
        }
    }

    /// <summary>The session has it, or is not to get it; nothing happens for a message that was not kept for it.</summary>
    public void Acknowledge(Session session, StoredMessage message)
    {
        lock (_gate)
        {
            _messages.Acknowledge(message, session.Number);
            _pending = true;
        }
    }

    public void SaveRetained(StoredMessage message)
    {
        var key = RetainedPrefix + message.Topic;
        if (message.Payload.Length == 0)
        {
            Change(state => state.Remove(key));
            return;
        }

        var output = new OutputBuffer();
        MessageRecords.Write(output, message);
        var value = output.WrittenSpan.ToArray();
        Change(state => state.Set(key, value));
    }

    public void SaveSession(Session session)
    {
        var output = new OutputBuffer();
        output.WriteUInt32(session.Number);
        output.WriteString(session.ClientId);
        output.WriteUInt32(session.ExpirySeconds);
        if (session.Owner is not null) output.WriteString(session.Owner);
        var value = output.WrittenSpan.ToArray();
        Change(state =>
        {
            // A number is never given twice: an old message's receiver must not be taken for a new session.
            state.Set(LastNumberKey, value[..4]);
            state.Set(SessionKey(session), value);
        });
    }

    public void RemoveSession(Session session) => Change(state =>
    {
        state.Remove(SessionKey(session));
        state.RemoveAll(SubscriptionKey(session, ""));
    });

    public void SaveSubscription(ServerSubscription subscription)
    {
        var output = new OutputBuffer();
        output.WriteUInt32(subscription.Session.Number);
        output.WriteString(subscription.Filter);
        output.WriteByte((byte)subscription.QualityOfService);
        output.WriteByte((byte)((subscription.NoLocal ? 1 : 0) | (subscription.RetainAsPublished ? 2 : 0)));
        output.WriteUInt32(subscription.Identifier ?? 0);
        var value = output.WrittenSpan.ToArray();
        Change(state => state.Set(SubscriptionKey(subscription.Session, subscription.Filter), value));
    }

    public void RemoveSubscription(Session session, string filter) => Change(state => state.Remove(SubscriptionKey(session, filter)));

    /// <summary>Writes what has gathered. State before messages, since messages name sessions.</summary>
    /// <exception cref="StorageException">It could not be written; it is tried again with the next commit.</exception>
    public void Commit()
    {
        if (!_pending) return;
        lock (_gate)
        {
            if (_disposed) return;
            _state.Flush();
            _messages.Flush();
            _pending = false;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed) return;
            _disposed = true;
            _state.Dispose();
            _messages.Dispose();
            _owner.Dispose();
        }
    }

    private static string SessionKey(Session session) => string.Create(CultureInfo.InvariantCulture, $"{SessionPrefix}{session.Number}");

    private static string SubscriptionKey(Session session, string filter) =>
        string.Create(CultureInfo.InvariantCulture, $"{SubscriptionPrefix}{session.Number}/{filter}");

    private static ServerSubscription ReadSubscription(Session session, ref PacketReader reader)
    {
        var filter = reader.ReadString();
        var qualityOfService = (MqttQualityOfService)reader.ReadByte();
        var flags = reader.ReadByte();
        var identifier = reader.ReadUInt32();
        return new ServerSubscription(session, filter, qualityOfService, (flags & 1) != 0, (flags & 2) != 0, identifier == 0 ? null : identifier);
    }

    private void Change(Action<KeyValueLog> change)
    {
        lock (_gate)
        {
            if (_disposed) return;
            change(_state);
            _pending = true;
        }
    }
}
