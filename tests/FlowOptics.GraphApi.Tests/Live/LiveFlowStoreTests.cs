using System.Text.Json;
using FlowOptics.GraphApi.Live;
using FlowOptics.Lake;
using FlowOptics.Lake.Tests.Reference;
using FsCheck;
using FsCheck.Fluent;

namespace FlowOptics.GraphApi.Tests.Live;

public sealed class LiveFlowStoreTests
{
    [Fact]
    public void Places_agree_with_the_reference() => Prop.ForAll(FlowRecords.Arbitrary, AggregateQueries.Places, Queries.Geo, (records, by, range) =>
    {
        var query = range with { ByCountry = by.ByCountry };
        var (store, start) = LiveStores.Fill(records);
        AssertSame(ReferenceGeo.Of(records, query) with { From = start }, store.GeoAsync(query, null, CancellationToken.None).GetAwaiter().GetResult() with { Plan = null });
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    private static void AssertSame<T>(T expected, T actual) =>
        Assert.Equal(JsonSerializer.Serialize(expected, JsonSerializerOptions.Web), JsonSerializer.Serialize(actual, JsonSerializerOptions.Web));
}
