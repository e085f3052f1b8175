namespace FlowOptics.Lake;

/// <summary>A table as GetTableMetadata tells of it.</summary>
/// <param name="Parameters">Its TBLPROPERTIES, and others; among them the partition projection.</param>
internal sealed record AthenaTableMetadata(
    string Name, IReadOnlyList<AthenaColumnMetadata>? Columns, IReadOnlyList<AthenaColumnMetadata>? PartitionKeys, IReadOnlyDictionary<string, string>? Parameters);

/// <param name="Type">Hive's.</param>
internal sealed record AthenaColumnMetadata(string Name, string? Type);
