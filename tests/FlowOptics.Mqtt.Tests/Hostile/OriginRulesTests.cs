using FlowOptics.Mqtt.Server.Access;

namespace FlowOptics.Mqtt.Tests.Hostile;

public sealed class OriginRulesTests
{
    [Theory]
    [InlineData("http://localhost:8000", "localhost:8000", true)]
    [InlineData("http://LOCALHOST:8000", "localhost:8000", true)]
    [InlineData("http://[::1]:8000", "[::1]:8000", true)]
    [InlineData("https://flow.example", "flow.example", true)]
    [InlineData("https://flow.example", "flow.example:443", true)]
    [InlineData("http://localhost:8001", "localhost:8000", false)]
    [InlineData("http://127.0.0.1:8000", "localhost:8000", false)]
    [InlineData("http://localhost:8000.attacker.example", "localhost:8000", false)]
    [InlineData("http://attacker.example", "localhost:8000", false)]
    [InlineData("file://localhost:8000", "localhost:8000", false)]
    [InlineData("null", "localhost:8000", false)]
    public void Only_the_pages_of_this_host_may_connect(string origin, string host, bool allowed) =>
        Assert.Equal(allowed, OriginRules.IsAllowed(origin, host, new MqttServerOptions()));

    [Theory]
    [InlineData("https://flow.example", true)]
    [InlineData("https://flow.example:8443", false)]
    [InlineData("http://flow.example", false)]
    public void Other_pages_may_when_they_are_listed(string origin, bool allowed) =>
        Assert.Equal(allowed, OriginRules.IsAllowed(origin, "localhost:8000", new MqttServerOptions { AllowedOrigins = ["https://flow.example/"] }));

    [Fact]
    public void A_star_allows_every_page() =>
        Assert.True(OriginRules.IsAllowed("null", "localhost", new MqttServerOptions { AllowedOrigins = ["*"] }));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_program_without_a_page_may_as_the_option_says(bool allowed) =>
        Assert.Equal(allowed, OriginRules.IsAllowed("", "localhost", new MqttServerOptions { AllowNoOrigin = allowed }));
}
