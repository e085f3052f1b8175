namespace FlowOptics.GraphApi.Apis;

/// <summary>The data of a <c>progress</c> event.</summary>
/// <param name="State">queued, running, fetching.</param>
/// <param name="Percent">0 to 100, of the statement that runs now; a question can take several, one after another. Null where the store does not say.</param>
/// <param name="RowsRead">Rows that the question's statements have worked through so far, by the store's estimate. Null where it does not say.</param>
/// <param name="RowsToRead">Of the statements that have begun: grows when the next one begins. Null where the store does not say.</param>
/// <param name="BytesScanned">Null where the store does not say: DuckDB does not.</param>
/// <param name="EstimatedCost">Of the bytes, in US dollars. Null where a question costs nothing.</param>
internal sealed record QueryEvent(string State, double? Percent, long? RowsRead, long? RowsToRead, long? BytesScanned, double? EstimatedCost, long ElapsedMs);
