using System.Diagnostics.CodeAnalysis;

namespace FlowOptics.Lake;

/// <summary>What an aggregate is split by: a field's name as the filter language has it (<c>srcaddr</c>, <c>src-country</c>, <c>service-port</c>, <c>vpc-id</c>, <c>subnet</c>, …).</summary>
/// <remarks>
/// Of fields that both sides have, <c>country</c>, <c>city</c>, <c>asn</c>, <c>org</c>, <c>aws-service</c> and <c>aws-region</c> without a side mean the public end (source of inbound and
/// through, destination of outbound; none for internal traffic); <c>addr</c> and <c>subnet</c> mean both ends: a record counts for each of them (twice for one that is both), so sums
/// over them count records twice.
/// </remarks>
public readonly record struct Dimension(string Name)
{
    /// <summary>What its values are; <see cref="DimensionKind.Text"/> also for a field of the format that has no column of its own.</summary>
    public DimensionKind Kind => Dimensions.KindOf(Name);

    /// <summary>Whether a record counts once for each of its two ends.</summary>
    public bool CountsBothEnds => Name is Dimensions.Addr or Dimensions.Subnet;

    /// <summary>Reads a name: case does not matter, underscores are hyphens, <c>service</c> is <c>aws-service</c>.</summary>
    /// <param name="seen">Text fields that the records have, beside AWS's; null: none.</param>
    /// <returns>False where there is no such field, or it is none to split by (bytes, packets, start, end).</returns>
    public static bool TryParse(string text, IReadOnlyCollection<string>? seen, out Dimension dimension)
    {
        var name = text.Trim().ToLowerInvariant().Replace('_', '-');
        if (name == "service") name = Dimensions.AwsService;
        dimension = new Dimension(name);
        if (Dimensions.IsKnown(name)) return true;
        if (seen is null || !seen.Contains(text.Trim(), StringComparer.Ordinal)) return false;
        dimension = new Dimension(text.Trim());
        return true;
    }

    public override string ToString() => Name;
}
