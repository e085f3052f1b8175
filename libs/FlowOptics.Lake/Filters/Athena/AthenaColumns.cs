using System.Diagnostics.CodeAnalysis;
using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>The columns of a flow-log table in Athena: AWS's names with underscores, or those of flow-optics' own table.</summary>
/// <param name="names">All columns of records, as the catalogue has them.</param>
/// <param name="account">The partition column of the account; null: a column of the records says it.</param>
/// <param name="region">Likewise of the region.</param>
/// <param name="numbers">Columns of a type for numbers; null: those are numbers whose fields are.</param>
internal sealed class AthenaColumns(IEnumerable<string> names, string? account = null, string? region = null, IEnumerable<string>? numbers = null)
{
    private readonly HashSet<string> _numbers = (numbers ?? []).ToHashSet(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _names = names.ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What a field is in SQL: its column, quoted, or what follows from others; null where the table has none.</summary>
    public string? Of(FilterField field, FilterSide side)
    {
        switch (field.Id)
        {
            case FilterFieldId.Account when account is not null:
                return Quoted(account);
            case FilterFieldId.Region when region is not null:
                return Quoted(region);
            case FilterFieldId.ServicePort:
                return AthenaServicePort.Of(this);
        }

        foreach (var name in Candidates(field, side))
        {
            if (!_names.TryGetValue(name, out var actual)) continue;
            if (IsTag(field)) return $"url_decode({Quoted(actual)})";
            // AWS makes version and traffic-path numbers.
            return field.Kind == FilterValueKind.Text && _numbers.Contains(actual) ? $"CAST({Quoted(actual)} AS varchar)" : Quoted(actual);
        }

        return null;
    }

    /// <summary>The column of a text field.</summary>
    public string? OfText(string name) => Of(FilterField.OfText(name), FilterSide.None);

    /// <summary>Text fields that the table has, by their names in logs.</summary>
    public IEnumerable<string> Texts => _names.Select(name => name.Replace('_', '-')).Where(name => FilterFields.BuiltIn(name) is { Field.Id: FilterFieldId.Text })
        .Concat(_names.Contains("interfaceid") ? ["interface-id"] : []).Concat(_names.Contains("account") ? ["account-id"] : []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    public static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>Whether the table can be asked for all of a filter's fields; else why not, for the person who asked.</summary>
    public bool CanAnswer(FlowFilter filter, [NotNullWhen(false)] out string? reason)
    {
        reason = filter.Fields.Select(ReasonAgainst).FirstOrDefault(each => each is not null);
        return reason is null;
    }

    /// <summary>Why the table cannot be asked for a field; null where it can.</summary>
    public string? ReasonAgainst(FilterOperand operand)
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
        _ => null,
    };

    // AWS percent-encodes the values of tags (version 11).
    private static bool IsTag(FilterField field) => field.Id == FilterFieldId.Text && field.Name is "instance-tag" or "instance-tag-2" or "interface-tag" or "interface-tag-2" or "asg-tag" or "asg-tag-2";

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
