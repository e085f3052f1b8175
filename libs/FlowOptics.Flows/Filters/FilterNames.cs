namespace FlowOptics.Flows;

/// <summary>How records and SQL write what the filter has as numbers.</summary>
public static class FilterNames
{
    /// <summary>All values of <c>action</c> or <c>flow-direction</c> as AWS writes them.</summary>
    public static IReadOnlyList<(string Text, int Code)> Of(FilterFieldId field) => field switch
    {
        FilterFieldId.Action => [("ACCEPT", (int)FlowAction.Accept), ("REJECT", (int)FlowAction.Reject)],
        FilterFieldId.FlowDirection => [("ingress", (int)FlowDirection.Ingress), ("egress", (int)FlowDirection.Egress)],
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };

    /// <summary>The sign of a comparison of two fields, which SQL writes in the same way.</summary>
    public static string SignOf(FilterOperator comparison) => FilterTests.SignOf(comparison);
}
