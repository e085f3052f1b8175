using System.Diagnostics.CodeAnalysis;
using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>The columns of a flow-log table in Athena: AWS's names with underscores, or those of flow-optics' own table.</summary>
/// <param name="names">All columns and partition columns, as the catalogue has them.</param>
internal sealed class AthenaColumns(IEnumerable<string> names)
{
    private readonly HashSet<string> _names = names.ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The column of a field, quoted; null where the table has none.</summary>
    public string? Of(FilterField field, FilterSide side)
    {
        foreach (var name in Candidates(field, side))
        {
            if (_names.TryGetValue(name, out var actual)) return $"\"{actual.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        }

        return null;
    }

    /// <summary>Whether the table can be asked for all of a filter's fields; else why not, for the person who asked.</summary>
    public bool CanAnswer(FlowFilter filter, [NotNullWhen(false)] out string? reason)
    {
        reason = filter.Fields.Select(ReasonAgainst).FirstOrDefault(each => each is not null);
        return reason is null;
    }

    private string? ReasonAgainst(FilterOperand operand)
    {
        if (Enrichment(operand.Field.Id) is { } what)
            return $"`{operand}` is not in the raw records that Athena reads: {what} is only known after them. Filter by addresses and ports, or ask the live window";
        if (operand.Field.Id == FilterFieldId.LogStatus) return null;
        return operand.Sides.All(side => Of(operand.Field, side) is not null)
            ? null
            : $"the table has no column for `{operand}`: the flow log's format does not have the field, or the table was made without it";
    }

    private static string? Enrichment(FilterFieldId field) => field switch
    {
        FilterFieldId.Country or FilterFieldId.City => "the place",
        FilterFieldId.Asn or FilterFieldId.Organization => "the network",
        FilterFieldId.AwsService or FilterFieldId.AwsRegion => "whose of AWS's an address is",
        FilterFieldId.Kind or FilterFieldId.Direction or FilterFieldId.OwnEnd => "the direction",
        FilterFieldId.ServicePort => "which end serves",
        _ => null,
    };

    private static string[] Candidates(FilterField field, FilterSide side)
    {
        var end = side == FilterSide.Source ? "src" : "dst";
        return field.Id switch
        {
            FilterFieldId.Address => [end + "addr"],
            FilterFieldId.PacketAddress => [$"pkt_{end}addr"],
            FilterFieldId.Port => [end + "port"],
            FilterFieldId.Start => ["start", "start_time"],
            FilterFieldId.End => ["end", "end_time"],
            FilterFieldId.LogStatus => ["log_status", "status"],
            FilterFieldId.Account => ["account_id", "account"],
            FilterFieldId.Text when field.Name == "interface-id" => ["interface_id", "interfaceid"],
            FilterFieldId.Text when field.Name == "account-id" => ["account", "account_id"],
            _ => [field.Name.Replace('-', '_')],
        };
    }
}
