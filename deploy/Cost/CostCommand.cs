using System.CommandLine;
using System.Globalization;

namespace FlowOptics.Deploy.Cost;

/// <summary><c>cost</c>: a month's bill, without an account.</summary>
internal static class CostCommand
{
    public static Command Make(TextWriter output)
    {
        var records = new Option<double>("--records-per-second") { HelpName = "N", Description = "Flow-log records a second, on a month's average", Required = true };
        var days = new Option<int>("--keep-days") { DefaultValueFactory = _ => 365, Description = "How long the bucket keeps them" };
        var queries = new Option<int>("--queries-per-day") { DefaultValueFactory = _ => 200, Description = "Questions to Athena" };
        var range = new Option<double>("--days-per-query") { DefaultValueFactory = _ => 1, Description = "What one question reads" };
        var parquet = new Option<bool>("--parquet") { Description = "Flow logs as Parquet" };
        var vpc = new Option<bool>("--own-vpc") { Description = "In a VPC that has its own way out: no NAT gateway of ours" };
        var iot = new Option<bool>("--iot-core") { Description = "AWS IoT Core in place of our broker" };
        var file = new Option<string?>("--prices") { HelpName = "FILE", Description = "Another price list, as deploy/Cost/prices.json" };
        var command = new Command("cost", "What a month costs, by the public list prices in deploy/Cost/prices.json (docs/cost.md).") { records, days, queries, range, parquet, vpc, iot, file };
        command.SetAction(result =>
        {
            var rate = result.GetValue(records);
            try
            {
                if (rate < 0 || !double.IsFinite(rate)) throw new DeployException("--records-per-second: give a number from 0 on");
                var prices = PriceList.Read(result.GetValue(file));
                var question = new CostQuestion(rate, result.GetValue(days), result.GetValue(queries), result.GetValue(range), result.GetValue(parquet), result.GetValue(vpc), result.GetValue(iot));
                Write(output, new CostModel(prices).Month(question), prices);
                return 0;
            }
            catch (DeployException e)
            {
                output.WriteLine($"Stopped: {e.Message}");
                return 1;
            }
        });
        return command;
    }

    private static void Write(TextWriter output, IReadOnlyList<CostLine> lines, PriceList prices)
    {
        foreach (var line in lines.OrderByDescending(line => line.Dollars)) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{line.Dollars,12:N2}  {line.What} ({line.GrowsWith})"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{lines.Sum(line => line.Dollars),12:N2}  US dollars a month, {prices.Region}, prices of {prices.Date}"));
        output.WriteLine(prices.Note);
    }
}
