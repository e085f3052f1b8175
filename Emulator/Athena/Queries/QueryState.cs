namespace FlowOptics.Emulator.Athena.Queries;

internal enum QueryState
{
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED,
}
