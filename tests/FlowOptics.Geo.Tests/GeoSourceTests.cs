using System.Net;
using System.Text;
using FlowOptics.Flows;
using FlowOptics.Geo.Tables;
using Microsoft.Extensions.Logging;

namespace FlowOptics.Geo.Tests;

public sealed class GeoSourceTests : IDisposable
{
    private static readonly Address Known = Address.Parse("81.2.69.160");

    private readonly TemporaryFolder _folder = new();
    private readonly Recorded _log = new();

    public GeoSourceTests()
    {
        File.Copy(TestData.PathOf("GeoIP2-City-Test.mmdb"), _folder.File("city.mmdb"));
        _folder.Write("asn.csv", "81.2.69.0,81.2.69.255,64500,First\n");
        _folder.Write("aws.json", """{"createDate":"2026-01-01-00-00-00","prefixes":[{"ip_prefix":"89.160.20.0/24","region":"eu-north-1","service":"EC2"}]}""");
    }

    private string Tables => _folder.File("geo");

    private GeoOptions Options => new()
    {
        CityIPv4 = _folder.File("city.mmdb"),
        AsnIPv4 = _folder.File("asn.csv"),
        AsnIPv6 = _folder.File("asn.csv"),
        AwsRanges = _folder.File("aws.json"),
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_databases_answer_until_a_table_is_built_and_the_next_start_opens_it()
    {
        await using (var first = Open())
        {
            Assert.Equal("London", first.Current.PlaceOf(Known).City);
            Assert.Equal("First", first.Current.NetworkOf(Known).Organization);
            await Eventually.TrueAsync(() => first.Current is MappedTable, "the table is built");
            Assert.Equal("London", first.Current.PlaceOf(Known).City);
            Assert.Equal("First", first.Current.NetworkOf(Known).Organization);
            Assert.Equal(new Network(0, "", "EC2", "eu-north-1"), first.Current.NetworkOf(Address.Parse("89.160.20.128")));
            Assert.Equal("Stockholm", first.Current.PlaceOf(Address.Parse("89.160.20.128")).City);
        }

        await using var second = Open();
        Assert.IsType<MappedTable>(second.Current);
        Assert.Equal("London", second.Current.PlaceOf(Known).City);
        Assert.DoesNotContain(_log.Lines, line => line.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task A_changed_file_is_taken_over_without_a_gap_and_the_old_table_is_removed()
    {
        await using var source = Open();
        await Eventually.TrueAsync(() => source.Current is MappedTable, "the table is built");
        var asked = 0L;
        var wrong = 0L;
        using var stop = new CancellationTokenSource();
        var asking = Task.Run(() =>
        {
            Address[] addresses = [.. Enumerable.Repeat(Known, 500)];
            var numbers = new int[addresses.Length];
            while (!stop.IsCancellationRequested)
            {
                var table = source.Current;
                table.Find(addresses, numbers);
                var end = table.Ends[numbers[^1]];
                if (table.Places[end.Place].City != "London" || table.Networks[end.Network].Organization is not ("First" or "Second")) Interlocked.Increment(ref wrong);
                Interlocked.Increment(ref asked);
            }
        });
        for (var change = 0; change < 4; change++)
        {
            var name = change % 2 == 0 ? "Second" : "First";
            _folder.Write("asn.csv", $"81.2.69.0,81.2.69.255,{64501 + change},{name}\n");
            await Eventually.TrueAsync(() => source.Current.NetworkOf(Known).Organization == name, $"the {change + 1}. change is seen");
        }

        await stop.CancelAsync();
        await asking;
        Assert.Equal(0, wrong);
        Assert.True(asked > 0);
        await Eventually.TrueAsync(() => Directory.GetFiles(Tables, "*.table").Length == 1, "old tables are removed");
    }

    [Fact]
    public async Task A_damaged_database_is_refused_with_the_reason_and_the_old_one_stays()
    {
        await using var source = Open();
        await Eventually.TrueAsync(() => source.Current is MappedTable, "the table is built");
        var sound = File.ReadAllBytes(_folder.File("city.mmdb"));
        _folder.Write("city.mmdb", sound[..(sound.Length / 2)]);
        await Eventually.TrueAsync(() => source.Problem is not null, "the damage is seen");
        Assert.Contains("city.mmdb", source.Problem, StringComparison.Ordinal);
        Assert.Contains("city.mmdb", source.Summary, StringComparison.Ordinal);
        Assert.Equal("London", source.Current.PlaceOf(Known).City);

        // Once for each cause, however often it is looked at.
        _folder.Write("city.mmdb", sound[..(sound.Length / 3)]);
        _folder.Write("city.mmdb", sound);
        await Eventually.TrueAsync(() => source.Problem is null, "the mended file is taken");
        var warnings = _log.Lines.Where(line => line.Level == LogLevel.Warning).ToList();
        Assert.Equal(warnings.Distinct(), warnings);
    }

    [Fact]
    public async Task A_damaged_table_is_built_again()
    {
        await using (var first = Open()) await Eventually.TrueAsync(() => first.Current is MappedTable, "the table is built");
        var path = Directory.GetFiles(Tables, "*.table").Single();
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
        await using var second = Open();
        Assert.Equal("London", second.Current.PlaceOf(Known).City);
        await Eventually.TrueAsync(() => second.Current is MappedTable, "the table is built again");
        Assert.Contains(_log.Lines, line => line.Text.Contains("checksum", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Several_that_start_at_once_build_one_table()
    {
        var sources = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(Open)));
        foreach (var source in sources) await Eventually.TrueAsync(() => source.Current is MappedTable, "each has the table");
        Assert.Single(_log.Lines, line => line.Text.StartsWith("Building the geo table", StringComparison.Ordinal));
        Assert.Equal(["building.lock", Path.GetFileName(((MappedTable)sources[0].Current).Path)], Directory.GetFiles(Tables).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        foreach (var source in sources) await source.DisposeAsync();
    }

    [Fact]
    public async Task AWSs_ranges_are_fetched_from_an_address_and_a_failure_leaves_them()
    {
        using var server = new HttpListener();
        var port = FreePort.Find();
        server.Prefixes.Add($"http://127.0.0.1:{port}/");
        server.Start();
        var serving = Task.Run(async () =>
        {
            var context = await server.GetContextAsync();
            await context.Response.OutputStream.WriteAsync(File.ReadAllBytes(_folder.File("aws.json")));
            context.Response.Close();
        });
        var options = Options with { AwsRanges = $"http://127.0.0.1:{port}/ip-ranges.json" };
        var address = Address.Parse("89.160.20.128");
        await using (var source = GeoSource.Open(options, Tables, _log, new ScaledTime()))
            await Eventually.TrueAsync(() => source.Current is MappedTable && source.Current.NetworkOf(address).AwsService == "EC2", "the fetched ranges are in force");
        await serving;
        server.Stop();

        await using var later = GeoSource.Open(options, Tables, _log, new ScaledTime());
        Assert.Equal("EC2", later.Current.NetworkOf(address).AwsService);
        await Eventually.TrueAsync(() => _log.Lines.Any(line => line.Level == LogLevel.Warning && line.Text.Contains("2026-01-01-00-00-00", StringComparison.Ordinal)), "the failure is told");
        Assert.Equal("EC2", later.Current.NetworkOf(address).AwsService);
    }

    private GeoSource Open() => GeoSource.Open(Options, Tables, _log, new ScaledTime());
}
