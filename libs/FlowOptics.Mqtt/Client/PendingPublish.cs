using System.Threading.Tasks.Sources;

namespace FlowOptics.Mqtt.Client;

/// <summary>A publish that is not complete. Used again after its awaiter has seen the result, so that the steady state allocates nothing.</summary>
internal sealed class PendingPublish(ClientPublishes owner) : PendingRequest, IValueTaskSource<MqttPublishResult>
{
    private ManualResetValueTaskSourceCore<MqttPublishResult> _core = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _registration;

    public MqttMessage Message { get; private set; } = null!;

    /// <summary>It was on the wire before: the next time is with DUP where the server still has the session.</summary>
    public bool WasSent { get; set; }

    /// <summary>It was sent on this connection: the server's Receive Maximum counts it.</summary>
    public bool HasQuota { get; set; }

    /// <summary>QoS 2: PUBREC has come, and PUBREL is sent; null before. What it said is the result.</summary>
    public MqttPublishResult? Released { get; set; }

    /// <summary>Its awaiter has been told that it is cancelled; guarded by the gate. It stays in flight, and is never used again.</summary>
    public bool IsAbandoned { get; set; }

    public bool IsComplete { get; private set; }

    public ValueTask<MqttPublishResult> Task => new(this, _core.Version);

    public void Begin(MqttMessage message)
    {
        Message = message;
        WasSent = false;
        HasQuota = false;
        Released = null;
        IsComplete = false;
    }

    public void CancelWith(CancellationToken cancellationToken)
    {
        if (!cancellationToken.CanBeCanceled) return;
        _registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((PendingPublish)state!).OnCancelled(token), this);
    }

    public void Complete(MqttPublishResult result)
    {
        IsComplete = true;
        if (!IsAbandoned) _core.SetResult(result);
    }

    public void Fail(Exception exception)
    {
        IsComplete = true;
        if (!IsAbandoned) _core.SetException(exception);
    }

    /// <summary>Tells the awaiter, once; the caller holds the gate.</summary>
    public void Abandon(CancellationToken cancellationToken)
    {
        if (IsAbandoned || IsComplete) return;
        IsAbandoned = true;
        _core.SetException(new OperationCanceledException(cancellationToken));
    }

    MqttPublishResult IValueTaskSource<MqttPublishResult>.GetResult(short token)
    {
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            // Waits for a cancellation callback that runs right now, so that it cannot meet the next use.
            _registration.Dispose();
            _registration = default;
            if (!IsAbandoned)
            {
                _core.Reset();
                Message = null!;
                owner.Return(this);
            }
        }
    }

    ValueTaskSourceStatus IValueTaskSource<MqttPublishResult>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<MqttPublishResult>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    private void OnCancelled(CancellationToken cancellationToken) => owner.Cancel(this, cancellationToken);
}
