using FlowOptics.Mqtt.Packets;

namespace FlowOptics.Mqtt.Server;

/// <summary>
/// What a session has sent at QoS 1 and 2 and is not through with (MQTT 5.0, sections 4.3.2, 4.3.3 and 4.9). A cursor runs through it again on each new
/// connection: a PUBLISH goes out again with DUP, and where PUBREC has come, PUBREL does instead (MQTT-4.4.0-1). Guarded by the session.
/// </summary>
internal sealed class Transfers
{
    private readonly PacketIdWindow<Transfer> _window = new();
    private long _cursor;

    /// <summary>How many PUBLISH of this connection are not complete: what the client's Receive Maximum counts.</summary>
    private int _outstanding;

    /// <summary>An earlier connection's are not all sent again.</summary>
    public bool HasResends => _cursor < _window.Next;

    public bool MaySend(int receiveMaximum) => !HasResends && _outstanding < receiveMaximum && _window.HasRoom;

    /// <summary>A new connection: all is to be sent again, and no quota is used (4.9).</summary>
    public void Rewind()
    {
        for (var sequence = _window.First; sequence < _window.Next; sequence++)
        {
            if (_window.TryGet(sequence, out var transfer)) _window.Replace(sequence, transfer with { HasQuota = false });
        }

        _cursor = _window.First;
        _outstanding = 0;
    }

    public Sending Send(in Outbound outbound)
    {
        var id = _window.Add(new Transfer(outbound, IsReleased: false, HasQuota: true));
        _cursor = _window.Next;
        _outstanding++;
        return Sending.Of(outbound, id);
    }

    public bool TryResend(int receiveMaximum, out Sending sending)
    {
        sending = default;
        while (_cursor < _window.Next)
        {
            var sequence = Math.Max(_cursor, _window.First);
            var isOpen = _window.TryGet(sequence, out var transfer);
            if (isOpen && !transfer.IsReleased && _outstanding >= receiveMaximum) return false;
            _cursor = sequence + 1;
            if (!isOpen) continue;
            var id = PacketIdWindow<Transfer>.IdOf(sequence);
            if (transfer.IsReleased)
            {
                // Takes no quota: 4.9 speaks of PUBLISH alone.
                sending = Sending.Release(id);
                return true;
            }

            _outstanding++;
            _window.Replace(sequence, transfer with { HasQuota = true });
            sending = Sending.Of(transfer.Outbound, id, duplicate: true);
            return true;
        }

        return false;
    }

    /// <summary>PUBACK, or a PUBREC that refuses.</summary>
    /// <exception cref="MqttProtocolException">It answers a message of another QoS.</exception>
    public bool TryEnd(ushort packetId, MqttQualityOfService qualityOfService, out Outbound outbound)
    {
        outbound = default;
        if (!TryFind(packetId, out var transfer)) return false;
        if (transfer.IsReleased || transfer.Outbound.QualityOfService != qualityOfService) throw Wrong(packetId);
        outbound = transfer.Outbound;
        Remove(packetId, transfer);
        return true;
    }

    /// <summary>PUBREC: the client has the message, and only the identifier counts from here on.</summary>
    /// <param name="outbound">The message; null where PUBREC came before, and PUBREL is to go out again.</param>
    /// <returns>False where the identifier is unknown.</returns>
    /// <exception cref="MqttProtocolException">It answers a message of QoS 1.</exception>
    public bool TryRelease(ushort packetId, out Outbound? outbound)
    {
        outbound = null;
        if (!_window.TryFind(packetId, out var sequence) || !_window.TryGet(sequence, out var transfer)) return false;
        if (transfer.IsReleased) return true;
        if (transfer.Outbound.QualityOfService != MqttQualityOfService.ExactlyOnce) throw Wrong(packetId);
        outbound = transfer.Outbound;
        _window.Replace(sequence, new Transfer(default, IsReleased: true, transfer.HasQuota));
        return true;
    }

    /// <summary>PUBCOMP.</summary>
    /// <exception cref="MqttProtocolException">There was no PUBREC before.</exception>
    public bool TryComplete(ushort packetId)
    {
        if (!TryFind(packetId, out var transfer)) return false;
        if (!transfer.IsReleased) throw Wrong(packetId);
        Remove(packetId, transfer);
        return true;
    }

    /// <summary>The message cannot be sent to this client at all.</summary>
    public Outbound? GiveUp(ushort packetId)
    {
        if (!TryFind(packetId, out var transfer)) return null;
        Remove(packetId, transfer);
        return transfer.IsReleased ? null : transfer.Outbound;
    }

    /// <summary>What the storage kept; call it once, on an empty window. Null: PUBREC has come.</summary>
    public void Load(IReadOnlyList<(ushort PacketId, Outbound? Outbound)> kept)
    {
        _window.Restore([.. kept.Select(k => (k.PacketId, new Transfer(k.Outbound ?? default, k.Outbound is null, false)))]);
        _cursor = _window.First;
    }

    /// <summary>Those whose PUBREC or PUBACK has not come.</summary>
    public IEnumerable<Undelivered> Undelivered()
    {
        for (var sequence = _window.First; sequence < _window.Next; sequence++)
        {
            if (!_window.TryGet(sequence, out var transfer) || transfer.IsReleased) continue;
            yield return new Undelivered(transfer.Outbound, PacketIdWindow<Transfer>.IdOf(sequence));
        }
    }

    private bool TryFind(ushort packetId, out Transfer transfer)
    {
        transfer = default;
        return _window.TryFind(packetId, out var sequence) && _window.TryGet(sequence, out transfer);
    }

    private void Remove(ushort packetId, in Transfer transfer)
    {
        _window.TryComplete(packetId, out _, out _);
        if (transfer.HasQuota) _outstanding--;
    }

    private static MqttProtocolException Wrong(ushort packetId) =>
        PacketReader.ProtocolError($"the acknowledgement of packet identifier {packetId} is not the one that its message waits for (4.3)");

    /// <summary><see cref="Outbound"/> is empty when it is released.</summary>
    private readonly record struct Transfer(Outbound Outbound, bool IsReleased, bool HasQuota);
}
