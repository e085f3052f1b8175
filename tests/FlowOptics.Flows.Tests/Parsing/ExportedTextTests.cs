using System.Globalization;
using System.Text;

namespace FlowOptics.Flows.Tests.Parsing;

/// <summary>CloudWatch's export to S3: no header, and an ISO 8601 time before each record.</summary>
public sealed class ExportedTextTests
{
    private const string Record = "2 123456789010 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK";

    [Theory]
    [InlineData("2026-11-22T00:20:00.000Z")]
    [InlineData("2026-11-22T00:20:00Z")]
    [InlineData("2026-11-22T00:20:00.123456789+01:00")]
    public void Passes_over_the_time_before_each_record(string time)
    {
        var plain = Parse.Text(string.Concat(Enumerable.Repeat(Record + "\n", 5000)));
        var exported = Parse.Text(string.Concat(Enumerable.Repeat($"{time} {Record}\n", 5000)), block: 10_000);

        Assert.Equal(5000, exported.Report.Flows);
        Assert.Equal(plain.Batches.ConvertAll(FlowWire.Encode), exported.Batches.ConvertAll(FlowWire.Encode));
    }

    [Fact]
    public void Decides_for_each_line_alone()
    {
        var text = new StringBuilder();
        var random = new Random(5);
        for (var i = 0; i < 1000; i++)
        {
            var time = random.Next(3) switch { 0 => "2026-11-22T00:20:00.000Z ", 1 => "", _ => "yesterday " };
            text.Append(CultureInfo.InvariantCulture, $"{time}2 123456789010 eni-1 10.0.0.1 10.0.0.2 {i} 22 6 20 4249 1418530010 1418530070 {(time == "yesterday " ? "REJECT" : "ACCEPT")} OK\n");
        }

        var (batches, report) = Parse.Text(text.ToString());

        Assert.Equal(1000, report.Flows + report.Rejected);
        Assert.Equal(report.Rejected, report.RejectedFor(RejectReason.FieldCount));
        Assert.All(batches, batch => Assert.All(batch.Action, action => Assert.Equal(FlowAction.Accept, action)));
    }

    [Fact]
    public void Counts_intervals_without_data_and_tells_the_place_in_the_line()
    {
        var (_, report) = Parse.Text(
            "2026-11-22T00:20:00.000Z 2 123456789010 eni-1 - - - - - - - 1431280876 1431280934 - NODATA\n"
            + "2026-11-22T00:20:00.000Z 2 123456789010 eni-1 - - - - - - - 1431280876 1431280934 - SKIPDATA\n"
            + "2026-11-22T00:20:00.000Z 2 123456789010 eni-1 10.0.0 10.0.0.2 1 22 6 20 4249 1418530010 1418530070 ACCEPT OK\n");

        Assert.Equal((1, 1, 1), (report.NoData, report.SkipData, report.Rejected));
        Assert.Equal("line 3, field 5 (srcaddr): '10.0.0' is no IP address", Assert.Single(report.Samples).ToString());
    }

    [Fact]
    public void A_format_whose_own_first_field_is_a_time_keeps_it()
    {
        var flow = Assert.Single(Parse.Text("2026-11-22T00:20:00Z 10.0.0.1 10.0.0.2 1\n", "seen srcaddr dstaddr start").Batches);

        Assert.Equal("2026-11-22T00:20:00Z", flow.Text("seen")![0]);
    }
}
