using FlowOptics.GraphApi.Startup;
using FlowOptics.Lake.Tests.Reference;
using FlowOptics.ServiceDefaults;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlowOptics.GraphApi.Tests.Completion;

public sealed class NamedSetsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => Path.Combine(_folder.Path, "sets.json");

    [Fact]
    public void A_changed_file_is_in_force_and_an_unreadable_one_is_told_while_the_old_sets_stay()
    {
        Write("""{"databases": ["10.0.3.7"]}""", second: 1);
        using var sets = Make();
        Assert.Equal(["databases"], sets.Current.Sets.Names);
        var version = sets.Current.Version;

        Write("""{"databases": [}""", second: 2);
        sets.Look();
        Assert.Equal(["databases"], sets.Current.Sets.Names);
        Assert.Contains("sets.json cannot be read: the sets are not JSON", sets.Problem, StringComparison.Ordinal);
        Assert.Equal(version, sets.Current.Version);

        Write("""{"databases": ["10.0.3.7"], "admins": ["10.2.0.5"]}""", second: 3);
        sets.Look();
        Assert.Equal(["admins", "databases"], sets.Current.Sets.Names);
        Assert.Null(sets.Problem);
        Assert.NotEqual(version, sets.Current.Version);

        System.IO.File.Delete(File);
        sets.Look();
        Assert.Equal(["admins", "databases"], sets.Current.Sets.Names);
        Assert.NotNull(sets.Problem);
    }

    [Fact]
    public void A_file_that_is_unreadable_at_the_start_ends_the_service_with_a_sentence()
    {
        var failure = Assert.Throws<ServiceConfigurationException>(Make);
        Assert.Contains(File, failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private NamedSets Make()
    {
        var settings = new Dictionary<string, string?> { ["FlowOptics:Data"] = _folder.Path, ["FlowOptics:Bucket"] = _folder.Path, ["FlowOptics:Filter:Sets"] = File };
        var options = GraphApiOptions.From(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        return new NamedSets(options, TimeProvider.System, NullLogger<NamedSets>.Instance);
    }

    // The time is part of what tells a change.
    private void Write(string json, int second)
    {
        System.IO.File.WriteAllText(File, json);
        System.IO.File.SetLastWriteTimeUtc(File, new DateTime(2026, 11, 22, 0, 0, second, DateTimeKind.Utc));
    }
}
