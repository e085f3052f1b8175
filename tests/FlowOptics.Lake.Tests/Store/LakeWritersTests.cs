using FlowOptics.Lake.DuckDb;
using FlowOptics.Lake.Tests.Reference;
using FsCheck.Fluent;

namespace FlowOptics.Lake.Tests.Store;

public sealed class LakeWritersTests : IDisposable
{
    private const string Rows =
        """
        SELECT f.* EXCLUDE (object, origin, scope, src_place, dst_place, src_network, dst_network, extra), l.key, s.account, s.region, o.* EXCLUDE (id, scope), x.value,
            p.* EXCLUDE (id), q.* EXCLUDE (id), n.* EXCLUDE (id), m.* EXCLUDE (id)
        FROM flows AS f JOIN ledger AS l ON l.id = f.object JOIN scopes AS s ON s.id = f.scope JOIN origins AS o ON o.id = f.origin LEFT JOIN extras AS x ON x.id = f.extra
            LEFT JOIN places AS p ON p.id = f.src_place LEFT JOIN places AS q ON q.id = f.dst_place LEFT JOIN networks AS n ON n.id = f.src_network LEFT JOIN networks AS m ON m.id = f.dst_network
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly FlowRecord[][] _objects = [.. FlowRecords.Arbitrary.Generator.Where(records => records.Length > 20).Sample(24)];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Writers_side_by_side_make_the_lake_that_one_alone_makes()
    {
        using var one = Lakes.Open(Path.Combine(_folder.Path, "one"));
        using (var writer = new LakeWriter(one))
        {
            for (var i = 0; i < _objects.Length; i++) writer.Write(Lakes.Info($"{i}"), "1", _objects[i]);
            writer.Commit();
        }

        using var lake = Lakes.Open(Path.Combine(_folder.Path, "two"));
        using (var writers = new LakeWriters(lake, 2))
        {
            foreach (var part in Enumerable.Range(0, _objects.Length).Chunk(8))
            {
                await Task.WhenAll(writers.All.Select((writer, at) => Task.Run(() =>
                {
                    foreach (var i in part.Where(i => i % 2 == at)) writer.Write(Lakes.Info($"{i}"), "1", _objects[i]);
                })));
                writers.Commit();
                Assert.Equal(0, writers.PendingRecords);
            }
        }

        Assert.Equal(Read(one), Read(lake));
        Assert.Equal((one.Summary.Records, one.Summary.Objects), (lake.Summary.Records, lake.Summary.Objects));
        Assert.All(Enumerable.Range(0, _objects.Length), i => Assert.True(lake.Has(Lakes.Info($"{i}"))));
    }

    [Fact]
    public void A_commit_that_fails_half_way_holds_the_objects_that_are_committed_and_no_others()
    {
        using var lake = Lakes.Open(_folder.Path);
        using var writers = new LakeWriters(lake, 2);
        writers.All[0].Write(Lakes.Info("empty"), "1", []);
        writers.All[1].Write(Lakes.Info("some"), "1", _objects[0]);
        writers.All[1].Flush();
        // DuckDB refuses to commit rows of a table that is another since.
        using (var other = lake.Connect())
        {
            other.Execute("ALTER TABLE flows ADD COLUMN other INTEGER");
            other.Execute("ALTER TABLE flows DROP COLUMN other");
        }

        Assert.Throws<DuckDbException>(writers.Commit);
        writers.Rollback();
        Assert.Equal((true, false), (lake.Has(Lakes.Info("empty")), lake.Has(Lakes.Info("some"))));
        Assert.Equal((1, 0, 0, 1), (lake.Summary.Objects, lake.Summary.Records, lake.Count(), lake.Count("ledger")));

        Assert.False(writers.All[1].Write(Lakes.Info("empty"), "1", []));
        Assert.True(writers.All[0].Write(Lakes.Info("some"), "1", _objects[0]));
        writers.Commit();
        Assert.Equal(_objects[0].Length, Read(lake).Count);
        Assert.Equal((2, _objects[0].Length), (lake.Summary.Objects, lake.Summary.Records));
    }

    [Fact]
    public void What_is_rolled_back_leaves_nothing_of_any_writer()
    {
        using var lake = Lakes.Open(_folder.Path);
        using var writers = new LakeWriters(lake, 2);
        for (var i = 0; i < 4; i++) writers.All[i % 2].Write(Lakes.Info($"{i}"), "1", _objects[i]);
        writers.Rollback();
        Assert.Equal((0, 0), (writers.PendingObjects, lake.Count()));

        for (var i = 0; i < 4; i++) writers.All[(i + 1) % 2].Write(Lakes.Info($"{i}"), "1", _objects[i]);
        writers.Commit();
        Assert.Equal(_objects[..4].Sum(records => records.Length), Read(lake).Count);
    }

    private static List<string> Read(LakeDatabase lake)
    {
        using var connection = lake.Connect();
        using var result = connection.Query(Rows);
        return [.. result.ToRows().Select(row => string.Join('|', row)).Order(StringComparer.Ordinal)];
    }
}
