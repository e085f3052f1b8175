using FlowOptics.Mqtt.Packets;
using FlowOptics.Mqtt.Server.Subscriptions;

namespace FlowOptics.Mqtt.Server.Storage;

/// <summary>
/// What of the server survives the process: durable sessions with their subscriptions and packet identifiers, wills, retained messages (state.log), and
/// the messages at QoS 1 and 2 that those sessions have not acknowledged (messages-*.log). Changes gather in memory until <see cref="Commit"/>, which
/// everyone calls before telling a client that something is done; one commit writes what all have gathered. With fsync, a commit returns when that is on the
/// disk; one flush serves all who wait then. Thread-safe; its lock takes no other.
/// </summary>
internal sealed class DurableStorage : IDisposable
{
    private readonly Lock _gate = new();
    private readonly FileStream _owner;
    private readonly KeyValueLog _state;
    private readonly MessageLog _messages;
    private readonly List<LoggedMessage> _waiting;

    /// <summary>State that may only be written when the messages are: an identifier that is known before its message is safe would lose it.</summary>
    private readonly List<Action<KeyValueLog>> _afterMessages = [];
    private readonly GroupSync? _sync;
    private readonly Action? _syncing;
    private volatile string? _fault;
    private volatile bool _pending = true;
    private bool _mustSync = true;
    private bool _disposed;

    /// <exception cref="StorageException">The folder cannot be used.</exception>
    /// <param name="torn">Told of a file whose end was cut off, and by how many bytes.</param>
    /// <param name="fsync">What is committed survives power loss.</param>
    /// <param name="syncing">Called before each flush to the disk.</param>
    public DurableStorage(string folder, Action<string, long> torn, bool fsync = false, Action? syncing = null)
    {
        _sync = fsync ? new GroupSync(SyncAll) : null;
        _syncing = syncing;
        try
        {
            Directory.CreateDirectory(folder);
            _owner = new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var path = Path.Combine(folder, "state.log");
            _state = new KeyValueLog(path, out var cut, fsync);
            if (cut > 0) torn(path, cut);
            _messages = new MessageLog(folder, out _waiting, torn, sync: fsync);
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
    public int Load(ServerCore core) => new StorageLoader(core, _state, _messages).Load(_waiting);

    /// <summary>Size of the files, with what is not written yet.</summary>
    public long TotalBytes
    {
        get
        {
            lock (_gate) return _state.Length + _messages.TotalBytes;
        }
    }

    /// <summary>Why the last commit failed; null where it did not.</summary>
    public string? Fault => _fault;

    public void Append(Session session, in Outbound outbound)
    {
        lock (_gate)
        {
            _messages.Append(outbound.Message, ReceiverOf(session, outbound));
            _pending = _mustSync = true;
        }
    }

    /// <summary>
    /// Takes a message of QoS 2 for all of its receivers at once, with its packet identifier, if its publisher is durable: either all of that survives, and
    /// the publisher's repetition is known as one, or nothing, and the repetition counts.
    /// </summary>
    public void Append(StoredMessage message, IReadOnlyList<Receiver> receivers)
    {
        lock (_gate)
        {
            if (receivers.Count > 0) _messages.Append(message, [.. receivers]);
            if (message.Origin is { } origin) _afterMessages.Add(state => state.Set(StateKeys.Received(origin.Session, origin.PacketId), []));

            // Said once: a later record of it (as a retained message) is no publication.
            message.Origin = null;
            _pending = _mustSync = true;
        }
    }

    public static Receiver ReceiverOf(Session session, in Outbound outbound) =>
        new(session.Number, outbound.QualityOfService, outbound.Retain, outbound.SubscriptionIdentifiers);

    /// <summary>PUBREL has come: the publisher may use its identifier again.</summary>
    public void ReceivedEnds(Session session, ushort packetId) => ChangeAfterMessages(state => state.Remove(StateKeys.Received(session.Number, packetId)));

    /// <summary>The session has it, or is not to get it; nothing happens for a message that was not kept for it.</summary>
    public void Acknowledge(Session session, StoredMessage message, ushort packetId = 0)
    {
        lock (_gate)
        {
            _messages.Acknowledge(message, session.Number, packetId);
            _pending = true;
        }
    }

    /// <summary>A QoS 2 message is about to be sent; commit before it is.</summary>
    public void Sent(Session session, StoredMessage message, ushort packetId)
    {
        lock (_gate)
        {
            _messages.Sent(message, session.Number, packetId);
            _pending = _mustSync = true;
        }
    }

    /// <summary>PUBREC has come: the message is through, its identifier is not. The state is written first, and counts where the other is missing.</summary>
    public void Release(Session session, StoredMessage message, ushort packetId)
    {
        lock (_gate)
        {
            if (session.IsDurable) _state.Set(StateKeys.Released(session.Number, packetId), []);
            _messages.Acknowledge(message, session.Number, packetId);
            _pending = _mustSync = true;
        }
    }

    /// <summary>PUBCOMP has come.</summary>
    public void Complete(Session session, ushort packetId) => Change(state => state.Remove(StateKeys.Released(session.Number, packetId)));

    public void SaveRetained(StoredMessage message)
    {
        if (message.Payload.Length == 0)
        {
            RemoveRetained(message.Topic);
            return;
        }

        var value = StateValues.Message(message);
        Change(state => state.Set(StateKeys.Retained(message.Topic), value));
    }

    public void RemoveRetained(string topic) => Change(state => state.Remove(StateKeys.Retained(topic)));

    public void SaveSession(Session session)
    {
        var value = StateValues.Session(session);
        Change(state =>
        {
            // A number is never given twice: an old message's receiver must not be taken for a new session.
            state.Set(StateKeys.LastNumber, value[..4]);
            state.Set(StateKeys.Session(session.Number), value);
        });
    }

    public void RemoveSession(Session session) => Change(state =>
    {
        state.Remove(StateKeys.Session(session.Number));
        state.RemoveAll(StateKeys.OfSession(session.Number));
    });

    public void SaveSubscription(ServerSubscription subscription)
    {
        var value = StateValues.Subscription(subscription);
        Change(state => state.Set(StateKeys.Subscription(subscription.Session.Number, subscription.Filter), value));
    }

    public void RemoveSubscription(Session session, string filter) => Change(state => state.Remove(StateKeys.Subscription(session.Number, filter)));

    /// <summary>A will whose client is connected, or waits for its delay.</summary>
    public void SaveWill(uint session, PendingWill will)
    {
        var value = StateValues.Will(will);
        Change(state => state.Set(StateKeys.Will(session), value));
    }

    /// <summary>It is published, or taken back. Not before the messages that it became are written.</summary>
    public void RemoveWill(uint session) => ChangeAfterMessages(state => state.Remove(StateKeys.Will(session)));

    /// <summary>Writes what has gathered. State before messages, since messages name sessions; then the state that says of messages that they are safe.</summary>
    /// <exception cref="StorageException">It could not be written; it is tried again with the next commit.</exception>
    public void Commit()
    {
        try
        {
            // What another has written for us may be on its way to the disk still.
            var request = _pending ? Write() : _sync?.Last ?? 0;
            _sync?.Wait(request);
        }
        catch (StorageException exception)
        {
            _fault = exception.Message;
            throw;
        }

        _fault = null;
    }

    /// <returns>What to wait for.</returns>
    private long Write()
    {
        lock (_gate)
        {
            if (_disposed) return 0;
            _state.Flush();
            _messages.Flush();
            if (_afterMessages.Count > 0)
            {
                if (_sync is not null) Sync(_messages.Unsynced);
                foreach (var change in _afterMessages) change(_state);
                _afterMessages.Clear();
                _state.Set(StateKeys.KnownUpTo, StateValues.Number(_messages.LastId));
                _state.Flush();
            }

            // That a message is acknowledged need not survive power loss: then it is sent again.
            var request = _mustSync ? _sync?.Request() : _sync?.Last;
            _pending = _mustSync = false;
            return request ?? 0;
        }
    }

    private void SyncAll()
    {
        RecordFile[] files;
        lock (_gate)
        {
            files = _disposed ? [] : [.. _messages.Unsynced];
            if (!_disposed && _state.File.IsUnsynced) files = [_state.File, .. files];
        }

        _syncing?.Invoke();
        Sync(files);
    }

    private static void Sync(IEnumerable<RecordFile> files)
    {
        foreach (var file in files.ToArray()) file.Sync();
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

    private void Change(Action<KeyValueLog> change)
    {
        lock (_gate)
        {
            if (_disposed) return;
            change(_state);
            _pending = _mustSync = true;
        }
    }

    private void ChangeAfterMessages(Action<KeyValueLog> change)
    {
        lock (_gate)
        {
            _afterMessages.Add(change);
            _pending = _mustSync = true;
        }
    }
}
