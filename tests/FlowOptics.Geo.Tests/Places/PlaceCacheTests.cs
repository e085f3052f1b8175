using FlowOptics.Flows;
using FlowOptics.Geo.Places;

namespace FlowOptics.Geo.Tests.Places;

public sealed class PlaceCacheTests
{
    [Fact]
    public void Keeps_what_threads_add_at_once_and_finds_nothing_else()
    {
        var cache = new PlaceCache();
        Parallel.For(0, 4, worker =>
        {
            var random = new Random(worker);
            for (var i = 0; i < 20_000; i++)
            {
                var offset = random.Next(0, 40_000) * 2;
                if (cache.Find(offset) is { } place) Assert.Equal(offset, place.Latitude);
                else cache.Add(offset, new Place("", "", offset, 0));
                Assert.Null(cache.Find(offset + 1));
            }
        });

        var all = new Random(0);
        for (var i = 0; i < 20_000; i++) Assert.NotNull(cache.Find(all.Next(0, 40_000) * 2));
    }
}
