using Microsoft.Win32.SafeHandles;

namespace FlowOptics.Lake.DuckDb;

// One SafeHandle for each kind of native object, so that nothing is freed twice, or while a call uses it, or not at all.

internal sealed class DatabaseHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public DatabaseHandle(IntPtr value)
        : base(ownsHandle: true) => SetHandle(value);

    protected override bool ReleaseHandle()
    {
        NativeMethods.Close(ref handle);
        return true;
    }
}

internal sealed class ConnectionHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public ConnectionHandle(IntPtr value)
        : base(ownsHandle: true) => SetHandle(value);

    protected override bool ReleaseHandle()
    {
        NativeMethods.Disconnect(ref handle);
        return true;
    }
}

internal sealed class StatementHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public StatementHandle(IntPtr value)
        : base(ownsHandle: true) => SetHandle(value);

    protected override bool ReleaseHandle()
    {
        NativeMethods.DestroyPrepare(ref handle);
        return true;
    }
}

internal sealed class ChunkHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public ChunkHandle(IntPtr value)
        : base(ownsHandle: true) => SetHandle(value);

    protected override bool ReleaseHandle()
    {
        NativeMethods.DestroyDataChunk(ref handle);
        return true;
    }
}

/// <summary>Destroying an appender flushes it; whoever wants its rows dropped clears it first.</summary>
internal sealed class AppenderHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public AppenderHandle(IntPtr value)
        : base(ownsHandle: true) => SetHandle(value);

    protected override bool ReleaseHandle() => NativeMethods.DestroyAppender(ref handle) == 0;
}
