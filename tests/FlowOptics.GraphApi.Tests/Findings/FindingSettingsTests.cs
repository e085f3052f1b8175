using FlowOptics.GraphApi.Findings;
using FlowOptics.Lake;
using FlowOptics.ServiceDefaults;
using Microsoft.Extensions.Configuration;

namespace FlowOptics.GraphApi.Tests.Findings;

public sealed class FindingSettingsTests
{
    [Fact]
    public void Without_settings_all_is_as_usual() => Assert.Equivalent(new FindingOptions(), Read());

    [Fact]
    public void Takes_numbers_and_ports()
    {
        var options = Read(("ScanPorts", "30"), ("LoginServices", "3389, 22,22"));
        Assert.Equal(30, options.ScanPorts);
        Assert.Equal([22, 3389], options.LoginServices);
    }

    [Theory]
    [InlineData("ScanPorts", "1", "FlowOptics:Findings:ScanPorts is '1': give a whole number from 2 to 65535.")]
    [InlineData("VolumeFloorBytes", "1GB", "FlowOptics:Findings:VolumeFloorBytes is '1GB': give a whole number")]
    [InlineData("BruteForceServices", "22,ssh", "give port numbers from 1 to 65535 with commas between them")]
    [InlineData("BaselineDays", "8", "it cannot be more than LookbackDays (7)")]
    [InlineData("ScanPort", "20", "FlowOptics:Findings:ScanPort is no setting: there are BaselineDays,")]
    public void A_wrong_one_stops_the_service_with_a_sentence(string key, string value, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<ServiceConfigurationException>(() => Read((key, value))).Message, StringComparison.Ordinal);

    private static FindingOptions Read(params (string Key, string Value)[] settings) => FindingSettings.From(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>("FlowOptics:Findings:" + setting.Key, setting.Value)))
        .Build().GetSection("FlowOptics:Findings"));
}
