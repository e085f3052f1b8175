using FlowOptics.Flows;
using FlowOptics.GraphApi.Apis;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Tests.Apis;

public sealed class GeoResponseTests
{
    [Theory]
    [InlineData(2, 1, 2)]
    [InlineData(3, 0, 0)]
    public void What_a_limit_leaves_out_is_told_exactly(int limit, long flows, long bytes)
    {
        GeoPlace[] places = [Place("DE", 9), Place("FR", 4), Place("US", 1)];
        var answer = new GeoAnswer(default, default, places, new Traffic(14, 14, 28), default, default, default);
        var response = GeoResponse.Of(answer, new GeoQuery { From = default, To = default }, QuerySource.History, limit);
        Assert.Equal(places.Take(limit), response.Places);
        Assert.Equal(3, response.TotalPlaces);
        Assert.Equal(flows == 0 ? null : new Traffic(flows, flows, bytes), response.Rest);
        Assert.Equal(14, response.Accepted.Flows);
    }

    private static GeoPlace Place(string country, long flows) => new("1", "r", country, "", null, null, TrafficDirection.Inbound, FlowAction.Accept, flows, flows, 2 * flows);
}
