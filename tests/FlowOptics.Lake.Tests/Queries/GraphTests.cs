using System.Text.Json;
using FlowOptics.Flows;
using FlowOptics.Lake.Tests.Reference;
using FsCheck;
using FsCheck.Fluent;

namespace FlowOptics.Lake.Tests.Queries;

public sealed class GraphTests
{
    // The filter language has tests of its own; these are fields that roll-ups have, and such that only records have.
    private static readonly (string Text, Func<FlowRecord, bool> Meaning)[] Filters =
    [
        ("action = reject", record => record.Action == FlowAction.Reject),
        ("srcport = 443", record => record.SrcPort == 443),
        ("not srcaddr in 10.0.0.0/8 and protocol = udp", record => record.Protocol == 17 && (!record.Src.IsIPv4 || record.Src.IPv4Value >> 24 != 10)),
        ("interface-id = eni-0a or dst-country = DE", record => record.InterfaceId == "eni-0a" || FlowRecords.PlaceOf(record.Dst).Country == "DE"),
        ("account = 123456789012 and src-country = DE", record => record.Account == "123456789012" && FlowRecords.PlaceOf(record.Src).Country == "DE"),
    ];

    private static readonly int[] MostHeld = [0, 10, GraphRows.MostHeld];

    [Fact]
    public void Graphs_agree_with_the_reference_whatever_is_sealed_and_held()
    {
        using var folder = new TemporaryFolder();
        using var lake = Lakes.Open(folder.Path);
        using var writer = new LakeWriter(lake);
        using var connection = lake.Connect();
        var tried = 0;
        var cases = Arb.From(
            from hours in FlowRecords.OneOf(0, 2, 5)
            from days in FlowRecords.OneOf(0, 1, 2)
            from way in Gen.Choose(0, 2)
            select (hours, days, way));
        // Filling and sealing cost most: several questions of each lake, each by another way.
        Prop.ForAll(FlowRecords.Arbitrary, GraphQueries.Arbitrary.Generator.ArrayOf(8).ToArbitrary(), cases, (some, queries, how) =>
        {
            var records = GraphQueries.Spread(some);
            Assert.True(writer.Write(Lakes.Info("key", ++tried), $"etag {tried}", records));
            writer.Commit();
            TestSeals.Make(connection, hour => how.hours > 0 && hour % how.hours > 0, day => how.days > 0 && day % how.days == 0);
            for (var i = 0; i < queries.Length; i++)
            {
                var (filter, meaning) = i < 3 ? (null, null) : Filters[(tried + i) % Filters.Length];
                var query = queries[i] with { Filter = filter is null ? null : FlowFilter.Parse(filter) };
                using var snapshot = connection.BeginTransaction();
                var answer = GraphQueryRunner.Run(connection, query, CancellationToken.None, MostHeld[(how.way + i) % MostHeld.Length]);
                Assert.NotNull(answer.Plan);
                Assert.Equal(Json(ReferenceGraph.Of(records, query, meaning)), Json(answer with { Plan = null }));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));
    }

    private static string Json(GraphAnswer answer) => JsonSerializer.Serialize(answer, JsonSerializerOptions.Web).Replace("{\"", "\n{\"", StringComparison.Ordinal);
}
