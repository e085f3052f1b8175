using System.Collections.Frozen;

namespace FlowOptics.Flows;

/// <summary>The filter language's fields and their names. Names may have underscores for hyphens, and are not case-sensitive.</summary>
public static class FilterFields
{
    public static readonly FilterField Address = new(FilterFieldId.Address, "addr", FilterValueKind.Address, HasSides: true);
    public static readonly FilterField PacketAddress = new(FilterFieldId.PacketAddress, "pkt-addr", FilterValueKind.Address, HasSides: true);
    public static readonly FilterField Port = new(FilterFieldId.Port, "port", FilterValueKind.Number, HasSides: true);
    public static readonly FilterField Country = new(FilterFieldId.Country, "country", FilterValueKind.Text, HasSides: true);
    public static readonly FilterField City = new(FilterFieldId.City, "city", FilterValueKind.Text, HasSides: true);
    public static readonly FilterField Asn = new(FilterFieldId.Asn, "asn", FilterValueKind.Number, HasSides: true);
    public static readonly FilterField Organization = new(FilterFieldId.Organization, "org", FilterValueKind.Text, HasSides: true);
    public static readonly FilterField AwsService = new(FilterFieldId.AwsService, "aws-service", FilterValueKind.Text, HasSides: true);
    public static readonly FilterField AwsRegion = new(FilterFieldId.AwsRegion, "aws-region", FilterValueKind.Text, HasSides: true);
    public static readonly FilterField Kind = new(FilterFieldId.Kind, "kind", FilterValueKind.Number, HasSides: true);
    public static readonly FilterField Protocol = new(FilterFieldId.Protocol, "protocol", FilterValueKind.Number, HasSides: false);
    public static readonly FilterField Packets = new(FilterFieldId.Packets, "packets", FilterValueKind.Number, HasSides: false);
    public static readonly FilterField Bytes = new(FilterFieldId.Bytes, "bytes", FilterValueKind.Number, HasSides: false);
    public static readonly FilterField Start = new(FilterFieldId.Start, "start", FilterValueKind.Number, HasSides: false);
    public static readonly FilterField End = new(FilterFieldId.End, "end", FilterValueKind.Number, HasSides: false);
    public static readonly FilterField TcpFlags = new(FilterFieldId.TcpFlags, "tcp-flags", FilterValueKind.Number, HasSides: false);
    public static readonly FilterField Action = new(FilterFieldId.Action, "action", FilterValueKind.Number, HasSides: false);
    public static readonly FilterField FlowDirection = new(FilterFieldId.FlowDirection, "flow-direction", FilterValueKind.Number, HasSides: false);
    public static readonly FilterField Direction = new(FilterFieldId.Direction, "direction", FilterValueKind.Number, HasSides: false);
    public static readonly FilterField OwnEnd = new(FilterFieldId.OwnEnd, "own-end", FilterValueKind.Number, HasSides: false);
    public static readonly FilterField ServicePort = new(FilterFieldId.ServicePort, "service-port", FilterValueKind.Number, HasSides: false);
    public static readonly FilterField Account = new(FilterFieldId.Account, "account", FilterValueKind.Text, HasSides: false);
    public static readonly FilterField Region = new(FilterFieldId.Region, "region", FilterValueKind.Text, HasSides: false);
    public static readonly FilterField LogStatus = new(FilterFieldId.LogStatus, "log-status", FilterValueKind.Text, HasSides: false);

    private const int Suggestions = 3;

    private static readonly FilterField[] Sided = [Address, PacketAddress, Port, Country, City, Asn, Organization, AwsService, AwsRegion, Kind];

    private static readonly FilterField[] Single =
        [Protocol, Packets, Bytes, Start, End, TcpFlags, Action, FlowDirection, Direction, OwnEnd, ServicePort, Account, Region, LogStatus];

    private static readonly (string Alias, string Name)[] Aliases =
    [
        ("src-addr", "srcaddr"), ("dst-addr", "dstaddr"), ("src-port", "srcport"), ("dst-port", "dstport"), ("ip", "addr"), ("proto", "protocol"),
        ("pkt-src-addr", "pkt-srcaddr"), ("pkt-dst-addr", "pkt-dstaddr"), ("service", "aws-service"), ("src-service", "src-aws-service"),
        ("dst-service", "dst-aws-service"), ("organization", "org"), ("src-organization", "src-org"), ("dst-organization", "dst-org"),
    ];

    private static readonly FrozenDictionary<string, FilterOperand> ByName = Catalogue();

    /// <summary>All names but aliases, in order: the fields of each end and of the flow, then AWS's text columns.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. ByName.Where(entry => entry.Value.ToString() == entry.Key).Select(entry => entry.Key).Order(StringComparer.Ordinal)];

    /// <summary>The field of a name, or null.</summary>
    /// <param name="others">Text columns beside AWS's.</param>
    public static FilterOperand? Find(string name, IReadOnlyCollection<string> others)
    {
        if (BuiltIn(name) is { } known) return known;
        string? near = null;
        foreach (var other in others)
        {
            if (other == name) return OfText(other);
            if (near is null && FilterText.AreEqual(Normal(other), Normal(name))) near = other;
        }

        return near is null ? null : OfText(near);
    }

    /// <summary>The field of a name that means the same with every lake, or null.</summary>
    public static FilterOperand? BuiltIn(string name) => ByName.GetValueOrDefault(Normal(name));

    /// <summary>The names that are most like one that is none.</summary>
    public static IReadOnlyList<string> Like(string name, IReadOnlyCollection<string> others)
    {
        // The work is bounded whatever was typed.
        var normal = Normal(name.Length > 40 ? name[..40] : name);
        return
        [
            .. Names.Concat(others.Take(1000)).Select(candidate => (candidate, Distance: Distance(normal, candidate)))
                .Where(pair => pair.Distance <= Math.Max(2, normal.Length / 3)).OrderBy(pair => pair.Distance).ThenBy(pair => pair.candidate, StringComparer.Ordinal)
                .Take(Suggestions).Select(pair => pair.candidate),
        ];
    }

    internal static string NameOf(FilterField field, string side) => field.Id switch
    {
        FilterFieldId.Address or FilterFieldId.Port => side + field.Name,
        FilterFieldId.PacketAddress => $"pkt-{side}addr",
        _ => $"{side}-{field.Name}",
    };

    /// <summary>The fields that a condition asks for, as often as it does.</summary>
    public static IEnumerable<FilterOperand> UsedBy(FilterNode node) => node switch
    {
        FilterAnd and => and.Terms.SelectMany(UsedBy),
        FilterOr or => or.Terms.SelectMany(UsedBy),
        FilterNot not => UsedBy(not.Term),
        FilterComparison comparison => [comparison.Operand],
        FilterFieldComparison comparison => [comparison.Left, comparison.Right],
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    private static FilterOperand OfText(string column) => new(FilterField.OfText(column), FilterSide.None);

    private static string Normal(string name) => FilterText.Fold(name).Replace('_', '-');

    private static FrozenDictionary<string, FilterOperand> Catalogue()
    {
        var fields = new Dictionary<string, FilterOperand>(StringComparer.Ordinal);
        foreach (var field in Sided)
        {
            foreach (var side in new[] { FilterSide.Either, FilterSide.Source, FilterSide.Destination }) fields.Add(field.NameOf(side), new FilterOperand(field, side));
        }

        foreach (var field in Single) fields.Add(field.Name, new FilterOperand(field, FilterSide.None));
        // The region of the record's account comes first; a text column of the same name only feeds it.
        foreach (var name in FlowFields.TextNames) fields.TryAdd(name, OfText(name));
        foreach (var (alias, name) in Aliases) fields.Add(Normal(alias), fields[name]);
        return fields.ToFrozenDictionary(StringComparer.Ordinal);
    }

    // Levenshtein's distance; a name that goes on where the other ends is as good as one wrong letter: people stop typing.
    private static int Distance(string typed, string candidate)
    {
        if (candidate.StartsWith(typed, StringComparison.Ordinal)) return 1;
        var row = new int[candidate.Length + 1];
        for (var i = 0; i < row.Length; i++) row[i] = i;
        for (var i = 1; i <= typed.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= candidate.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (typed[i - 1] == candidate[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
