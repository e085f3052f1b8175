namespace FlowOptics.Flows;

/// <summary>A flow log's format as the names of its fields.</summary>
public static class FlowLogFormat
{
    /// <summary>The fields in their order, by AWS's names with hyphens.</summary>
    /// <param name="format">As it was configured, with blanks between the names; null or blank: AWS's default format.</param>
    /// <exception cref="FlowFormatException">A name stands twice, or one is missing that no flow can do without.</exception>
    public static IReadOnlyList<string> NamesOf(string? format) => (string.IsNullOrWhiteSpace(format) ? FlowFormat.Default : FlowFormat.Configured(format)).Names;
}
