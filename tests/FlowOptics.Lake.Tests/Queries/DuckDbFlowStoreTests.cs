using System.Text.Json;
using FlowOptics.Lake.Tests.Reference;
using FsCheck;
using FsCheck.Fluent;

namespace FlowOptics.Lake.Tests.Queries;

public sealed class DuckDbFlowStoreTests
{
    [Fact]
    public void Places_agree_with_the_reference()
    {
        using var lake = new SharedLake();
        Prop.ForAll(FlowRecords.Arbitrary, Reference.Queries.Geo, (records, query) =>
        {
            lake.Fill(records);
            AssertSame(ReferenceGeo.Of(records, query), lake.Store.GeoAsync(query, null, CancellationToken.None).GetAwaiter().GetResult() with { Plan = null });
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    [Fact]
    public async Task An_empty_lake_gives_an_empty_answer()
    {
        using var lake = new SharedLake();
        var query = new GraphQuery { Mode = GraphMode.All, From = DateTimeOffset.UnixEpoch, To = DateTimeOffset.UnixEpoch.AddYears(100) };
        AssertSame(ReferenceGraph.Of([], query), (await lake.Store.GraphAsync(query, null, TestContext.Current.CancellationToken)) with { Plan = null });
    }

    private static void AssertSame<T>(T expected, T actual) => Assert.Equal(Json(expected), Json(actual));

    private static string Json<T>(T answer) => JsonSerializer.Serialize(answer, JsonSerializerOptions.Web);

    /// <summary>One lake for all cases: the records go under one key, so each case replaces the last one's.</summary>
    private sealed class SharedLake : IDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private readonly LakeDatabase _lake;
        private readonly LakeWriter _writer;
        private int _case;

        public SharedLake()
        {
            _lake = Lakes.Open(_folder.Path);
            _writer = new LakeWriter(_lake);
            Store = new DuckDbFlowStore(_lake);
        }

        public DuckDbFlowStore Store { get; }

        public void Fill(FlowRecord[] records)
        {
            Assert.True(_writer.Write(Lakes.Info("key", ++_case), $"etag {_case}", records));
            _writer.Commit();
            Assert.Equal(records.Length, _lake.Summary.Records);
        }

        public void Dispose()
        {
            _writer.Dispose();
            _lake.Dispose();
            _folder.Dispose();
        }
    }
}
