using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>Which of a filter's fields a table of the lake can be asked for.</summary>
internal sealed class FilterColumns
{
    /// <summary>The records: every field.</summary>
    public static readonly FilterColumns Flows = new("flows", Enum.GetValues<FilterFieldId>());

    /// <summary><c>links_day</c>.</summary>
    public static readonly FilterColumns Links = new(
        "links",
        [
            FilterFieldId.Address, FilterFieldId.Kind, FilterFieldId.Country, FilterFieldId.City, FilterFieldId.Asn, FilterFieldId.Organization,
            FilterFieldId.AwsService, FilterFieldId.AwsRegion, FilterFieldId.Protocol, FilterFieldId.Action, FilterFieldId.Direction, FilterFieldId.OwnEnd,
            FilterFieldId.ServicePort, FilterFieldId.Account, FilterFieldId.Region, FilterFieldId.LogStatus,
        ],
        label: "label");

    /// <summary><c>services_hour</c>.</summary>
    public static readonly FilterColumns Services = new(
        "services",
        [
            FilterFieldId.Direction, FilterFieldId.Action, FilterFieldId.Protocol, FilterFieldId.ServicePort, FilterFieldId.Account, FilterFieldId.Region,
            FilterFieldId.LogStatus,
        ],
        label: "label");

    /// <summary><c>places_hour</c> and <c>places_day</c>. They have one end's place and network, where a filter's field means either.</summary>
    public static readonly FilterColumns Places = new("places", [FilterFieldId.Direction, FilterFieldId.Action, FilterFieldId.Account, FilterFieldId.Region, FilterFieldId.LogStatus]);

    /// <summary><c>hosts_day</c>. Its rows have one end each, where a filter asks for both.</summary>
    public static readonly FilterColumns Hosts = new("hosts", [FilterFieldId.Action, FilterFieldId.OwnEnd, FilterFieldId.Account, FilterFieldId.Region, FilterFieldId.LogStatus]);

    private readonly FilterFieldId[] _fields;

    private FilterColumns(string name, FilterFieldId[] fields, string label = "service_label", string prefix = "") =>
        (Name, _fields, Label, Prefix) = (name, fields, label, prefix);

    public string Name { get; }

    /// <summary>The column with the service port's label.</summary>
    public string Label { get; }

    /// <summary>What stands before each column's name: empty, or an alias and a dot.</summary>
    public string Prefix { get; }

    /// <summary>The same table under an alias, which is the caller's own word.</summary>
    public FilterColumns As(string alias) => new(Name, _fields, Label, alias + ".");

    public bool CanAnswer(FlowFilter filter) => filter.Fields.All(Has);

    public bool Has(FilterOperand operand) => _fields.Contains(operand.Field.Id);
}
