using System.Globalization;
using FlowOptics.Deploy.Commands;
using FlowOptics.Deploy.Cost;
using FlowOptics.Deploy.Tests.Templates;

namespace FlowOptics.Deploy.Tests.Tool;

public sealed class CostTests
{
    private static readonly PriceList Prices = PriceList.Read(null);

    [Fact]
    public void What_records_cost_grows_with_them_and_the_rest_stays()
    {
        var (little, much) = (new CostModel(Prices).Month(new(1000)), new CostModel(Prices).Month(new(10_000)));
        Assert.Equal(little.Select(line => line.What), much.Select(line => line.What));
        Assert.All(little.Zip(much), pair =>
        {
            var grows = pair.First.GrowsWith.StartsWith("records", StringComparison.Ordinal);
            Assert.InRange(pair.Second.Dollars, pair.First.Dollars, grows ? pair.First.Dollars * 10.001 : pair.First.Dollars * 1.5);
        });
    }

    [Fact]
    public void The_bill_of_a_thousand_records_a_second_can_be_worked_out_by_hand()
    {
        var lines = new CostModel(Prices).Month(new(1000, KeepDays: 365)).ToDictionary(line => line.What, line => line.Dollars, StringComparer.Ordinal);
        // 2.628e9 records × 110 bytes = 289 GB × $0.25; × 20 bytes = 52.56 GB a month, 12 months of it at $0.023.
        Assert.Equal(72.27, lines["Flow logs to S3 (CloudWatch's charge)"], 0.01);
        Assert.Equal(14.51, lines["S3: 365 days kept"], 0.01);
        // 730 h × ($0.03238 + 2 GB × $0.00356)
        Assert.Equal(28.84, lines["Ingestor"], 0.01);
        Assert.Equal(28.84, lines["Enricher"], 0.01);
        // 730 h × ($0.03238 + 4 GB × $0.00356), and of half a processor and 1 GB.
        Assert.Equal(34.03, lines["GraphApi"], 0.01);
        Assert.Equal(14.42, lines["Web"], 0.01);
        Assert.Equal(14.42, lines["Broker"], 0.01);
        // 730 h × ($0.0225 + $0.008 + two addresses at $0.005)
        Assert.Equal(29.57, lines["Load balancer"], 0.01);
        // 200 questions of a day's 1.728 GB are 345.6 GB a day: 10.512 TB × $5.
        Assert.Equal(52.56, lines["Athena: 200 questions a day of 1 days"], 0.01);
        // 8760 objects, each put ($0.005 a thousand), read thrice ($0.0004), and three messages; 131,400 polls; $0.40 a million.
        Assert.Equal(0.12, lines["S3 and SQS requests"], 0.01);
        // 2 GB of logs, 28 alarms, the dashboard, four secrets, a zone, 2 GB of images.
        Assert.Equal(9.10, lines["Logs, alarms, dashboard, secrets, names, images"], 0.01);
        // 730 h × ($0.045 + an address at $0.005), and 5 GB × $0.045
        Assert.Equal(36.73, lines["NAT gateway"], 0.01);
        Assert.Equal(335.39, lines.Values.Sum(), 0.02);
    }

    [Fact]
    public void What_is_counted_is_what_the_templates_have()
    {
        var alarms = Template.All.Sum(template => template.OfType("AWS::CloudWatch::Alarm").Count() + (2 * template.OfType("AWS::ApplicationAutoScaling::ScalingPolicy").Count(policy => policy.Value["TargetTrackingScalingPolicyConfiguration"] is not null)));
        Assert.Equal(CostModel.Alarms, alarms);
        Assert.Equal(4, Template.All.Sum(template => template.OfType("AWS::SecretsManager::Secret").Count()));
    }

    [Fact]
    public void Each_price_is_one_that_is_used_and_the_list_says_of_when_it_is()
    {
        Assert.True(DateOnly.TryParseExact(Prices.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
        var asked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in Prices.Prices.Keys)
        {
            var without = Prices with { Prices = Prices.Prices.Where(price => price.Key != name).ToDictionary(StringComparer.Ordinal) };
            try
            {
                foreach (var iot in new[] { true, false }) new CostModel(without).Month(new(1000, Parquet: true, IotCore: iot));
            }
            catch (DeployException)
            {
                asked.Add(name);
            }
        }

        Assert.Equal(Prices.Prices.Keys.Order(StringComparer.Ordinal), asked.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("5000", 0)]
    [InlineData("-1", 1)]
    public async Task The_calculator_says_the_date_of_its_prices_and_that_they_must_be_checked(string rate, int exitCode)
    {
        await using var output = new StringWriter();
        Assert.Equal(exitCode, await new DeployCommand(output, TextReader.Null).RunAsync(["cost", "--records-per-second", rate]));
        if (exitCode != 0) return;
        Assert.Contains($"prices of {Prices.Date}", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("must be checked", output.ToString(), StringComparison.Ordinal);
    }
}
