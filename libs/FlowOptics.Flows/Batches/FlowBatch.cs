namespace FlowOptics.Flows;

/// <summary>
/// Up to 4,096 flow records as columns: record i is element i of each. Arrays may be longer than <see cref="Count"/>. A numeric column that
/// the format lacks is null; a numeric value that a record lacks ("-") is 0. Treat a batch as immutable once it left the parser.
/// </summary>
/// <remarks>Fields: https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html</remarks>
public sealed class FlowBatch
{
    /// <summary>The most records a batch holds. Part of the cutting rule: to change it is to change every batch's identity.</summary>
    public const int MaxRecords = 4096;

    public required BatchOrigin Origin { get; init; }

    /// <summary>
    /// The account that the batch is published under: the object's path says it, else its first record's <c>account-id</c>, else <c>unknown</c>.
    /// </summary>
    public required string Account { get; init; }

    /// <summary>The region that the batch is published under: from the object's path, else its first record's <c>region</c>, else <c>unknown</c>.</summary>
    public required string Region { get; init; }

    /// <summary>True where the path named the account: then it holds for each record, whatever its own field says.</summary>
    public bool AccountFromPath { get; init; }

    public bool RegionFromPath { get; init; }

    public int Count => Origin.Count;

    public required Address[] SrcAddr { get; init; }

    public required Address[] DstAddr { get; init; }

    public required ushort[] SrcPort { get; init; }

    public required ushort[] DstPort { get; init; }

    /// <summary>IANA protocol numbers (6 TCP, 17 UDP, 1 ICMP, 58 ICMPv6).</summary>
    public required byte[] Protocol { get; init; }

    public required long[] Packets { get; init; }

    public required long[] Bytes { get; init; }

    /// <summary>Unix seconds; a source that writes milliseconds has been brought to seconds.</summary>
    public required long[] Start { get; init; }

    /// <summary>Unix seconds, of the last packet of the aggregation interval.</summary>
    public required long[] End { get; init; }

    public required FlowAction[] Action { get; init; }

    /// <summary>TCP flags OR-ed over the interval (FIN 1, SYN 2, RST 4, SYN-ACK 18), or null where the format has none.</summary>
    public byte[]? TcpFlags { get; init; }

    public FlowDirection[]? FlowDirection { get; init; }

    /// <summary>The packet's own source where it differs from the interface's (NAT, Transit Gateway, EKS), or null where the format has none.</summary>
    public Address[]? PktSrcAddr { get; init; }

    public Address[]? PktDstAddr { get; init; }

    /// <summary>
    /// Every other column of the format, known to AWS or not, in the format's order: version, account-id, interface-id, vpc-id, … Only log-status
    /// is left out: it is OK in each flow.
    /// </summary>
    public required IReadOnlyList<TextColumn> Texts { get; init; }

    public TextColumn? Text(string name)
    {
        foreach (var column in Texts)
        {
            if (column.Name == name) return column;
        }

        return null;
    }

    /// <summary>The account of one record: the path's where it names one, else the record's, else the batch's.</summary>
    public string AccountOf(int record) => AccountFromPath ? Account : Text("account-id")?[record] ?? Account;

    /// <summary>The region of one record, by the same rule as <see cref="AccountOf"/>.</summary>
    public string RegionOf(int record) => RegionFromPath ? Region : Text("region")?[record] ?? Region;

    /// <summary>
    /// A run of the records as a batch of its own: copies, with dictionaries that hold only what the run uses, and the origin and account adjusted.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The run is not within the batch.</exception>
    public FlowBatch Slice(int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, Count - count);
        return BatchSlicing.Cut(this, first, count, compact: true);
    }
}
