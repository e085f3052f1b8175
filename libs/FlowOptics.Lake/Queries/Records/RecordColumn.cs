namespace FlowOptics.Lake;

/// <summary>A column of records as they are handed out.</summary>
/// <param name="Name">As the filter language has it, with hyphens.</param>
/// <param name="IsNumber">Whether its values are <see cref="long"/>; else they are text. Null in both where a record has none.</param>
public sealed record RecordColumn(string Name, bool IsNumber);
