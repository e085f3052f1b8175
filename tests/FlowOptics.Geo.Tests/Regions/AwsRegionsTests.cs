namespace FlowOptics.Geo.Tests.Regions;

public sealed class AwsRegionsTests
{
    [Fact]
    public void Codes_are_distinct_sorted_and_found()
    {
        Assert.Equal(AwsRegions.All.Select(region => region.Code).Order(StringComparer.Ordinal).Distinct(), AwsRegions.All.Select(region => region.Code));
        Assert.All(AwsRegions.All, region => Assert.Same(region, AwsRegions.Find(region.Code)));
        Assert.Null(AwsRegions.Find("unknown"));
    }

    [Fact]
    public void Every_region_is_where_its_code_says()
    {
        // Not a gazetteer: it catches a sign or a pair of numbers that were swapped.
        var boxes = new Dictionary<string, (float South, float North, float West, float East)>(StringComparer.Ordinal)
        {
            ["af"] = (-35, 38, -18, 52),
            ["ap"] = (-48, 46, 68, 180),
            ["ca"] = (42, 60, -141, -52),
            ["cn"] = (18, 54, 73, 135),
            ["eu"] = (35, 71, -11, 32),
            ["eusc"] = (35, 71, -11, 32),
            ["il"] = (29, 34, 34, 36),
            ["me"] = (12, 40, 34, 60),
            ["mx"] = (14, 33, -118, -86),
            ["sa"] = (-56, 13, -82, -34),
            ["us"] = (24, 50, -125, -66),
        };
        foreach (var region in AwsRegions.All)
        {
            var (south, north, west, east) = boxes[region.Code[..region.Code.IndexOf('-', StringComparison.Ordinal)]];
            Assert.True(region.Latitude >= south && region.Latitude <= north && region.Longitude >= west && region.Longitude <= east, region.ToString());
        }
    }
}
