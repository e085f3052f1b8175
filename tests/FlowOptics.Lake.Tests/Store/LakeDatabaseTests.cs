using FlowOptics.Lake.DuckDb;
using FlowOptics.Lake.Tests.Reference;
using FsCheck.Fluent;

namespace FlowOptics.Lake.Tests.Store;

public sealed class LakeDatabaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FlowRecord[] _records = FlowRecords.Arbitrary.Generator.Where(records => records.Length > 20).Sample(1).Single();

    private string File => Path.Combine(_folder.Path, "flowoptics.duckdb");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_damaged_file_is_set_aside_and_an_empty_lake_begun()
    {
        Fill();
        var bytes = System.IO.File.ReadAllBytes(File);
        Array.Clear(bytes, 0, Math.Min(bytes.Length, 8192));
        System.IO.File.WriteAllBytes(File, bytes);

        AssertIsEmptyAndTheOldOneKept();
    }

    [Fact]
    public void A_file_that_is_no_database_is_set_aside()
    {
        System.IO.File.WriteAllText(File, "version account-id interface-id");
        AssertIsEmptyAndTheOldOneKept();
    }

    [Fact]
    public void A_lake_of_another_schema_version_is_set_aside()
    {
        Fill();
        Change("UPDATE lake SET version = version + 1");
        AssertIsEmptyAndTheOldOneKept();
    }

    [Fact]
    public void A_database_of_something_else_is_set_aside()
    {
        Change("CREATE TABLE hens (eggs INTEGER)");
        AssertIsEmptyAndTheOldOneKept();
    }

    [Fact]
    public void A_lake_of_another_bucket_is_set_aside()
    {
        Fill();
        using var lake = Lakes.Open(_folder.Path, "another bucket");
        Assert.Equal(0, lake.Count());
        Assert.Equal(0, lake.Summary.Records);
        Assert.False(lake.Has(Lakes.Info("a")));
    }

    [Fact]
    public void A_deleted_file_comes_back_empty()
    {
        Fill();
        System.IO.File.Delete(File);
        using var lake = Lakes.Open(_folder.Path);
        Assert.Equal(0, lake.Count());
    }

    [Fact]
    public void A_lake_found_damaged_while_open_can_be_made_again_beside_its_readers()
    {
        using var lake = Lakes.Open(_folder.Path);
        using (var writer = new LakeWriter(lake))
        {
            writer.Write(Lakes.Info("a"), "1", _records);
            writer.Commit();
        }

        using var reader = lake.Connect();
        lake.Rebuild("a test wants it", lake.Generation);

        Assert.Equal(0, lake.Count());
        Assert.False(lake.Has(Lakes.Info("a")));
        using (var writer = new LakeWriter(lake))
        {
            Assert.True(writer.Write(Lakes.Info("a"), "1", _records));
            writer.Commit();
        }

        Assert.Equal(_records.Length, lake.Count());
    }

    [Fact]
    public void What_was_written_for_a_lake_that_was_made_anew_is_in_neither_ledger()
    {
        using var lake = Lakes.Open(_folder.Path);
        using (var writer = new LakeWriter(lake))
        {
            writer.Write(Lakes.Info("a"), "1", _records);
            var damaged = lake.Generation;
            lake.Rebuild("a query found damage", damaged);
            lake.Rebuild("another query found the same damage", damaged);
            Assert.Equal(damaged + 1, lake.Generation);
            Assert.True(writer.IsStale);
            Assert.Throws<LakeException>(writer.Commit);
        }

        Assert.False(lake.Has(Lakes.Info("a")));
        Assert.Equal(0, lake.Count());
        Assert.Equal(0, lake.Summary.Objects);
    }

    [Fact]
    public void A_file_in_its_folders_place_is_named()
    {
        System.IO.File.WriteAllText(Path.Combine(_folder.Path, "lake"), "");
        var error = Assert.Throws<LakeException>(() => Lakes.Open(Path.Combine(_folder.Path, "lake")));
        Assert.Contains(_folder.Path, error.Message, StringComparison.Ordinal);
    }

    private void Fill()
    {
        using var lake = Lakes.Open(_folder.Path);
        using var writer = new LakeWriter(lake);
        writer.Write(Lakes.Info("a"), "1", _records);
        writer.Commit();
    }

    private void Change(string sql)
    {
        using var database = DuckDbDatabase.Open(File);
        using var connection = database.Connect();
        connection.Execute(sql);
    }

    private void AssertIsEmptyAndTheOldOneKept()
    {
        using var lake = Lakes.Open(_folder.Path);
        Assert.Equal(0, lake.Count());
        Assert.False(lake.Has(Lakes.Info("a")));
        Assert.True(System.IO.File.Exists(File + ".set-aside"));
    }
}
