using FlowOptics.ServiceDefaults.Discovery;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Configuration;

namespace FlowOptics.ServiceDefaults.Tests.Discovery;

public sealed class ServiceEndpointsTests
{
    [Theory]
    [InlineData("http://graphapi/api/v1/meta?x=1%2C2", "http://127.0.0.1:5001/api/v1/meta?x=1%2C2")]
    [InlineData("http://GRAPHAPI/", "http://127.0.0.1:5001/")]
    [InlineData("https+http://graphapi/health", "http://127.0.0.1:5001/health")]
    [InlineData("https+http://secure/health", "https://127.0.0.1:6001/health")]
    [InlineData("http://_admin.graphapi/x", "http://127.0.0.1:7001/base/x")]
    [InlineData("http://example.org/x", "http://example.org/x")]
    [InlineData("http://127.0.0.1:99/x", "http://127.0.0.1:99/x")]
    public void A_name_becomes_the_configured_address(string named, string expected)
    {
        var endpoints = Endpoints(new()
        {
            ["services:graphapi:http:0"] = "http://127.0.0.1:5001",
            ["services:graphapi:admin:0"] = "http://127.0.0.1:7001/base/",
            ["services:secure:https:0"] = "https://127.0.0.1:6001",
            ["services:secure:http:0"] = "http://127.0.0.1:6002",
        });

        Assert.Equal(expected, endpoints.Resolve(new Uri(named)).AbsoluteUri);
    }

    [Fact]
    public void Every_instance_gets_the_same_share()
    {
        Prop.ForAll(Gen.Choose(1, 9).ToArbitrary(), Gen.Choose(1, 20).ToArbitrary(), (instances, rounds) =>
        {
            var endpoints = Endpoints(Enumerable.Range(0, instances)
                .ToDictionary(i => $"services:graphapi:http:{i}", string? (i) => $"http://127.0.0.1:{5000 + i}", StringComparer.Ordinal));

            var shares = Enumerable.Range(0, instances * rounds)
                .Select(_ => endpoints.Resolve(new Uri("http://graphapi/")).Port)
                .CountBy(port => port)
                .ToArray();

            return shares.Length == instances && shares.All(share => share.Value == rounds);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_service_that_is_not_configured_says_which_setting_is_missing()
    {
        var failure = Assert.Throws<HttpRequestException>(() => Endpoints([]).Resolve(new Uri("https+http://graphapi/x")));

        Assert.Contains("services__graphapi__http__0", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_that_is_none_is_named_with_its_setting()
    {
        var endpoints = Endpoints(new() { ["services:graphapi:http:0"] = "127.0.0.1 5001" });

        var failure = Assert.Throws<HttpRequestException>(() => endpoints.Resolve(new Uri("http://graphapi/x")));

        Assert.Contains("services:graphapi:http: '127.0.0.1 5001'", failure.Message, StringComparison.Ordinal);
    }

    private static ServiceEndpoints Endpoints(Dictionary<string, string?> settings) =>
        new(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
}
