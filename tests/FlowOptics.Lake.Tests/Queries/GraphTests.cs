using System.Text.Json;
using FlowOptics.Lake.Tests.Reference;
using FsCheck;
using FsCheck.Fluent;

namespace FlowOptics.Lake.Tests.Queries;

public sealed class GraphTests
{
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
            from hours in FlowRecords.OneOf("false", "hour % 2 = 0", "hour % 5 <> 0", "true")
            from days in FlowRecords.OneOf("false", "day % 2 = 0", "true")
            from way in Gen.Choose(0, 2)
            select (hours, days, way));
        // Filling and sealing cost most: several questions of each lake, each by another way.
        Prop.ForAll(FlowRecords.Arbitrary, GraphQueries.Arbitrary.Generator.ArrayOf(5).ToArbitrary(), cases, (some, queries, how) =>
        {
            var records = GraphQueries.Spread(some);
            Assert.True(writer.Write(Lakes.Info("key", ++tried), $"etag {tried}", records));
            writer.Commit();
            RollUps.Seal(connection, how.hours, how.days);
            for (var i = 0; i < queries.Length; i++)
            {
                using var snapshot = connection.BeginTransaction();
                var answer = GraphQueryRunner.Run(connection, queries[i], CancellationToken.None, MostHeld[(how.way + i) % MostHeld.Length]);
                Assert.NotNull(answer.Plan);
                Assert.Equal(Json(ReferenceGraph.Of(records, queries[i])), Json(answer with { Plan = null }));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    private static string Json(GraphAnswer answer) => JsonSerializer.Serialize(answer, JsonSerializerOptions.Web).Replace("{\"", "\n{\"", StringComparison.Ordinal);
}
