namespace FlowOptics.Lake;

/// <summary>Where a partition's objects are, by partition projection: <c>s3://logs/AWSLogs/${account_id}/vpcflowlogs/${region}/${day}</c>.</summary>
internal sealed class AthenaLocation
{
    private readonly string _template;

    private AthenaLocation(string template) => _template = template;

    /// <returns>Null without projection: then only the catalogue knows.</returns>
    public static AthenaLocation? Of(AthenaTableMetadata table)
    {
        if (table.Parameters is not { } parameters || parameters.GetValueOrDefault("projection.enabled") != "true") return null;
        if (parameters.GetValueOrDefault("storage.location.template") is { } template) return new AthenaLocation(template);
        return parameters.GetValueOrDefault("location") is { } location
            ? new AthenaLocation($"{location.TrimEnd('/')}/{string.Join('/', (table.PartitionKeys ?? []).Select(column => $"{column.Name}=${{{column.Name}}}"))}")
            : null;
    }

    /// <param name="values">By column.</param>
    /// <returns>Null where a column's value is not among them.</returns>
    public S3Location? Of(IReadOnlyDictionary<string, string> values)
    {
        var text = _template;
        foreach (var (name, value) in values) text = text.Replace($"${{{name}}}", value, StringComparison.Ordinal);
        return text.Contains("${", StringComparison.Ordinal) ? null : S3Location.Parse(text);
    }
}
