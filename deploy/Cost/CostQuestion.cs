namespace FlowOptics.Deploy.Cost;

/// <summary>What the cost depends on.</summary>
/// <param name="RecordsPerSecond">Flow-log records, on the average of a month.</param>
/// <param name="KeepDays">How long the bucket keeps them.</param>
/// <param name="QueriesPerDay">Questions to Athena whose answers were not kept.</param>
/// <param name="DaysPerQuery">What one of them reads.</param>
internal sealed record CostQuestion(double RecordsPerSecond, int KeepDays = 365, int QueriesPerDay = 200, double DaysPerQuery = 1, bool Parquet = false, bool OwnVpc = false, bool IotCore = false);
