using FlowOptics.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FlowOptics.Enricher.Tests;

public sealed class EnricherOptionsTests
{
    [Theory]
    [InlineData("FlowOptics:Enricher:BatchesInFlight", "0", "choose a number from 1 to 1024")]
    [InlineData("FlowOptics:Enricher:BatchesInFlight", "many", "BatchesInFlight")]
    [InlineData("FlowOptics:Enricher:BatchesInFligth", "3", "BatchesInFligth")]
    [InlineData("FlowOptics:Enricher:CompatibilityTopic", "ipgeolocator/#", "'ipgeolocator/#', which cannot be published to")]
    [InlineData("FlowOptics:Geo:City", "/x", "City")]
    public void A_wrong_or_misspelt_setting_is_named(string key, string value, string named)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { [key] = value }).Build();
        var fault = Assert.Throws<ServiceConfigurationException>(() => EnricherOptions.Read(configuration));
        Assert.Contains(named, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_geo_database_stops_the_service_with_a_sentence()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["ConnectionStrings:mqtt"] = "mqtt://127.0.0.1:1";
        builder.Configuration["FlowOptics:Geo:CityIPv4"] = "/nowhere/city.mmdb";
        builder.AddServiceDefaults();
        builder.AddEnrichment();
        using var app = builder.Build() as IDisposable;
        var fault = Assert.Throws<ServiceConfigurationException>(() => ((WebApplication)app).Services.GetServices<IHostedService>().ToList());
        Assert.Contains("/nowhere/city.mmdb", fault.Message, StringComparison.Ordinal);
    }
}
