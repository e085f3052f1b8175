using FlowOptics.ServiceDefaults;
using FlowOptics.Web.Gateway.Iot;
using Microsoft.Extensions.Configuration;

namespace FlowOptics.Web.Tests.Gateway.Iot;

/// <summary>Addresses of IoT Core for browsers, as they are configured.</summary>
public sealed class ViewerOptionsTests
{
    private const string Role = "arn:aws:iam::123456789012:role/flowoptics-viewer";
    private const string Endpoint = "a1b2c3-ats.iot.eu-west-1.amazonaws.com";

    [Fact]
    public void Without_a_role_there_are_none() => Assert.Null(Of(null, Endpoint));

    [Fact]
    public void A_role_and_an_endpoint_say_all()
    {
        var options = Of(Role, Endpoint)!;

        Assert.Equal(("wss://a1b2c3-ats.iot.eu-west-1.amazonaws.com/mqtt", "eu-west-1", "123456789012", "aws"), (options.Server.AbsoluteUri, options.Region, options.Account, options.Partition));
    }

    [Theory]
    [InlineData("viewer", Endpoint, "FlowOptics:Web:IotRole")]
    [InlineData(Role, null, "FlowOptics:Web:IotEndpoint")]
    [InlineData(Role, "broker.example.com", "FlowOptics:Web:IotEndpoint")]
    public void What_is_wrong_is_said(string? role, string? endpoint, string key) =>
        Assert.StartsWith(key, Assert.Throws<ServiceConfigurationException>(() => Of(role, endpoint)).Message, StringComparison.Ordinal);

    private static ViewerOptions? Of(string? role, string? endpoint) => ViewerOptions.From(new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["FlowOptics:Web:IotRole"] = role, ["FlowOptics:Web:IotEndpoint"] = endpoint }).Build());
}
