using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary>Reads the parameters that questions for sums share, each with its own sentence where it is wrong.</summary>
internal static class DimensionParameters
{
    public const string Names =
        "srcaddr, dstaddr, addr (both ends), src-subnet, dst-subnet, subnet (both ends), srcport, dstport, service-port, protocol, action, direction, account, region, country, city, asn, org, "
        + "aws-service, aws-region (these six of the public end; src- and dst- before them for one side), interface-id, vpc-id, subnet-id, instance-id, account-id, flow-direction, tcp-flags, own-end, "
        + "pkt-srcaddr, pkt-dstaddr, or a text field of the format, as instance-tag (meta has those that AWS does not document in fields)";

    /// <param name="seen">Text columns that records have had, beside those that AWS documents.</param>
    /// <param name="least">How many must be named.</param>
    /// <exception cref="BadQueryException">There is no such dimension, or their number is wrong.</exception>
    public static IReadOnlyList<Dimension> Read(string? text, IReadOnlyCollection<string> seen, int least, int most)
    {
        var names = (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.Length < least) throw new BadQueryException($"by names {names.Length} dimensions: give {Count(least, most)}, with commas between them, of {Names}.");
        if (names.Length > most) throw new BadQueryException($"by names {names.Length} dimensions: give {Count(least, most)}.");
        var dimensions = new List<Dimension>(names.Length);
        foreach (var name in names)
        {
            if (!Dimension.TryParse(name, seen, out var dimension)) throw new BadQueryException($"by has {QueryParameters.Quote(name)}, which is no dimension: give one of {Names}.");
            if (dimensions.Contains(dimension)) throw new BadQueryException($"by names {dimension} twice: name each dimension once.");
            dimensions.Add(dimension);
        }

        return dimensions;
    }

    /// <summary>A bucket's width in seconds; <c>auto</c> or nothing for the given one.</summary>
    /// <exception cref="BadQueryException">It fits no day.</exception>
    public static int Bucket(string? text, int auto)
    {
        if (string.IsNullOrEmpty(text) || text == "auto") return auto;
        var width = QueryParameters.Number("bucket", text, auto, TimeBuckets.MinWidth, 366 * 86_400);
        return TimeBuckets.IsWidth(width) ? width : throw new BadQueryException($"bucket is {width}: give auto, or seconds that divide a day or are whole days, as 60, 300, 3600, 21600, 86400.");
    }

    private static string Count(int least, int most) => least == most ? $"{least}" : $"{least} to {most}";
}
