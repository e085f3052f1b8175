namespace FlowOptics.Emulator.Athena;

internal sealed class QueryStore
{
    public bool IsOpen { get; private set; }

    public void Open() => IsOpen = true;
}
