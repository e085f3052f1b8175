namespace FlowOptics.Emulator.Faults;

/// <summary>What goes wrong.</summary>
internal enum FaultKind
{
    /// <summary>500 or 503 before anything is done.</summary>
    Error,

    /// <summary>SlowDown, RequestThrottled or ThrottlingException.</summary>
    Throttle,

    /// <summary>The answer comes late.</summary>
    Slow,

    /// <summary>It is done, and the client is told 500.</summary>
    LoseAnswer,

    /// <summary>The connection breaks before anything is done.</summary>
    Cut,
}
