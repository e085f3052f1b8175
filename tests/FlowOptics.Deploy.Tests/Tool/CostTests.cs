using FlowOptics.Deploy.Commands;
using FlowOptics.Deploy.Cost;

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
