namespace FlowOptics.GraphApi.Apis;

/// <summary>The data of a <c>progress</c> event.</summary>
/// <param name="State">queued, running, fetching.</param>
/// <param name="BytesScanned">0 where the store does not say.</param>
/// <param name="RowsRead">0 where the store does not say.</param>
internal sealed record QueryEvent(string State, long BytesScanned, long RowsRead, long ElapsedMs);
