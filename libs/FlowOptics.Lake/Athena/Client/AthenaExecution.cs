namespace FlowOptics.Lake;

/// <summary>A statement that was begun, as GetQueryExecution tells of it.</summary>
internal sealed record AthenaExecution(string QueryExecutionId, AthenaStatus Status, AthenaStatistics? Statistics, AthenaResultPlace? ResultConfiguration);

/// <param name="State">QUEUED, RUNNING, SUCCEEDED, FAILED, CANCELLED.</param>
internal sealed record AthenaStatus(string State, string? StateChangeReason);

/// <param name="DataScannedInBytes">So far; what a result that is used again has read is none.</param>
internal sealed record AthenaStatistics(long? DataScannedInBytes);

/// <param name="OutputLocation">The CSV file.</param>
internal sealed record AthenaResultPlace(string? OutputLocation);
