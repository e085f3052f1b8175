using FlowOptics.Flows;
using FlowOptics.GraphApi.Live;
using FlowOptics.Lake;
using FlowOptics.Lake.Tests.Reference;

namespace FlowOptics.GraphApi.Tests.Live;

/// <summary>A store of a window with some records.</summary>
internal static class LiveStores
{
    public static DateTimeOffset Now { get; } = DateTimeOffset.FromUnixTimeSeconds(FlowRecords.Epoch + 4000);

    // So that all records began in it.
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(70);

    /// <summary>So little that a question of some records goes through many shares.</summary>
    public static LiveLimits Small { get; } = new() { Links = 5, Parts = 8, GraphLinks = 4, Addresses = 3, Groups = 5 };

    /// <summary>The filter, where the window keeps what it asks for; else none.</summary>
    public static FlowFilter? Kept(FlowFilter? filter)
    {
        try
        {
            if (filter is not null) LiveFilter.Compile(filter.Root);
            return filter;
        }
        catch (UnsupportedQueryException)
        {
            return null;
        }
    }

    /// <summary>Half of the records arrive early, half late; batches come twice and in parts.</summary>
    public static (LiveFlowStore Store, DateTimeOffset Start) Fill(FlowRecord[] records, LiveLimits? limits = null)
    {
        var window = new LiveWindow(new LiveWindowOptions { Length = Length }, new ManualTime(Now));
        var half = records.Length / 2;
        foreach (var (part, key, arrival) in new[] { (records[..half], "early", Now.AddMinutes(-14)), (records[half..], "late", Now) })
        {
            foreach (var batch in FlowRecords.ToBatches(part, key, "etag", 10)) window.Add(batch, arrival);
            foreach (var batch in FlowRecords.ToBatches(part, key, "etag", 25)) window.Add(batch, arrival);
        }

        var interfaces = records.Where(record => record.InterfaceId is not null).DistinctBy(record => record.InterfaceId).ToDictionary(
            record => record.InterfaceId!, record => new InterfaceFacts(record.VpcId, record.SubnetId, record.InstanceId), StringComparer.Ordinal);
        return (new LiveFlowStore(window, () => interfaces) { Limits = limits ?? new LiveLimits() }, window.Start);
    }
}
