using System.Text;
using FlowOptics.Flows.Tests.Parsing;
using FsCheck;
using FsCheck.Fluent;
using Rows = FlowOptics.Flows.Tests.Rows;

namespace FlowOptics.Lake.Tests.Objects;

public sealed class CloudWatchTextTests
{
    private const string Record = "2 123456789010 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK";

    [Fact]
    public async Task Reads_a_real_subscription_message()
    {
        var read = await ReadObject.FromAsync(Sample("valid_vpc_flow_cw.json"), "firehose/2026/11/22/stream-1");

        Assert.Null(read.Fault);
        var batch = Assert.Single(read.Batches);
        Assert.Equal((2, "123456789010", true, "unknown"), (batch.Count, batch.Account, batch.AccountFromPath, batch.Region));
        Assert.Equal([22, 3389], batch.DstPort);
        Assert.Equal(["eni-1235b8ca123456789"], batch.Text("interface-id")!.Values);
    }

    [Fact]
    public async Task A_configured_format_holds_for_messages()
    {
        var read = await ReadObject.FromAsync(Sample("valid_vpc_flow_cw_custom.json"), format: "version interface-id srcaddr dstaddr");
        Assert.Contains("lacks start", read.Fault, StringComparison.Ordinal);

        read = await ReadObject.FromAsync(CloudWatchDocuments.Message(["172.31.16.139 172.31.16.21 1418530010"]), format: "srcaddr dstaddr start");
        Assert.Null(read.Fault);
        Assert.Equal(1418530010, Assert.Single(Assert.Single(read.Batches).Start));
    }

    [Fact]
    public async Task Takes_the_account_from_the_owner_where_the_path_names_none_and_never_mixes_two_in_a_batch()
    {
        byte[] documents =
        [
            .. CloudWatchDocuments.Message(Enumerable.Repeat(Record, 3), "111111111111"), .. CloudWatchDocuments.Message(Enumerable.Repeat(Record, 2), "111111111111"),
            .. CloudWatchDocuments.Message([Record], "222222222222"), .. CloudWatchDocuments.Message([Record], "not/an/account"),
            .. CloudWatchDocuments.Firehose(GzipTextTests.Gzip(CloudWatchDocuments.Message([Record], "222222222222")), Encoding.ASCII.GetBytes(Record)),
        ];

        var owners = (await ReadObject.FromAsync(documents, "a/b", pieces: new Random(1))).Batches;
        Assert.Equal(
            [("111111111111", 5), ("222222222222", 1), ("123456789010", 1), ("222222222222", 1), ("123456789010", 1)], owners.Select(batch => (batch.Account, batch.Count)));
        Assert.Equal([0, 5, 6, 7, 8], owners.Select(batch => batch.Origin.FirstRecord));

        var path = Assert.Single((await ReadObject.FromAsync(documents)).Batches);
        Assert.Equal(("123456789012", 9), (path.Account, path.Count));
    }

    [Fact]
    public async Task A_probe_of_the_destination_is_no_record_and_no_fault()
    {
        var read = await ReadObject.FromAsync(GzipTextTests.Gzip(CloudWatchDocuments.Control()));

        Assert.Null(read.Fault);
        Assert.Equal((0, false), (read.Report.Parse.Lines, read.Report.IsEmpty));
    }

    [Fact]
    public async Task Names_a_rejected_event_by_its_number()
    {
        var read = await ReadObject.FromAsync([.. CloudWatchDocuments.Message([Record]), .. CloudWatchDocuments.Message([Record, "2 x y"])]);

        Assert.Equal(2, read.Report.Parse.Flows);
        Assert.StartsWith("event 3: 3 fields", Assert.Single(read.Report.Parse.Samples).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Documents_of_all_kinds_give_the_batches_of_their_messages_as_text() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(150),
            Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
            {
                var random = new Random(seed);
                var messages = Messages(random);
                var documents = CloudWatchDocuments.Random(random, messages);
                var text = Encoding.UTF8.GetBytes(string.Join('\n', messages));
                var expected = ReadObject.AsText(text);
                for (var layers = 0; layers <= 2; layers++)
                {
                    var read = ReadObject.FromAsync(documents, pieces: random).GetAwaiter().GetResult();
                    Assert.Equal(expected, read.Encoded);
                    documents = GzipTextTests.Gzip(documents);
                }

                var thrice = ReadObject.FromAsync(documents, "x").GetAwaiter().GetResult();
                Assert.Equal("object 'x' is gzip in gzip in gzip, after 0 bytes of text: give it in one layer", thrice.Fault);
            }));

    [Fact]
    public void Damage_costs_what_comes_after_it_and_never_throws_anything_else() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(150),
            Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
            {
                var random = new Random(seed);
                var messages = Enumerable.Range(0, random.Next(1, 300)).Select(i => $"2 123456789010 eni-{i % 7} 10.0.0.1 10.0.{i / 250}.{i % 250} {i} 443 6 20 {i} 1418530010 1418530070 ACCEPT OK").ToList();
                var whole = CloudWatchDocuments.Random(random, messages);
                var rows = ReadObject.FromAsync(whole).GetAwaiter().GetResult().Batches.SelectMany(Rows.Of).ToList();
                Assert.Equal(messages.Count, rows.Count);

                var cut = ReadObject.FromAsync(whole[..random.Next(whole.Length)], pieces: random).GetAwaiter().GetResult();
                var before = cut.Batches.SelectMany(Rows.Of).ToList();
                Assert.Equal(rows.Take(before.Count), before);
                Assert.Equal(cut.Report.Parse.Flows, before.Count);

                for (var times = random.Next(1, 4); times > 0; times--) whole[random.Next(whole.Length)] = (byte)random.Next(256);
                var once = ReadObject.FromAsync(whole).GetAwaiter().GetResult();
                var again = ReadObject.FromAsync(whole, pieces: random).GetAwaiter().GetResult();
                Assert.Equal(once.Fault is null, again.Fault is null);
                Assert.Equal(once.Encoded, again.Encoded);
            }));

    [Theory]
    [InlineData("{\"Records\":[{\"eventSource\":\"aws:s3\"}]}", "is JSON that is no message of CloudWatch Logs: it has neither logEvents nor awslogs.data, records or message (document 1, byte 38 of its text)")]
    [InlineData("{\"messageType\":\"OTHER\"}", "is JSON that has a messageType which is neither DATA_MESSAGE nor CONTROL_MESSAGE (document 1, byte 22 of its text)")]
    [InlineData("{\"awslogs\":{\"data\":\"%%%\"}}", "is JSON that has data which is no base64 (document 1, byte 24 of its text)")]
    [InlineData("{\"awslogs\":{\"data\":7}}", "is JSON that has a field which should be text and is none")]
    [InlineData("{\"message\":\"\"} [1]", "is JSON that holds a value that is no object (document 1, byte 16 of its text)")]
    [InlineData("{\"message\":\"\"} x", "is JSON that is damaged (document 1, byte 15 of its text)")]
    [InlineData("{\"message\":", "is JSON that is damaged (document 1")]
    [InlineData("{\"awslogs\":{\"data\":\"H4sIAAAA\"}}", "is JSON whose payload that ends at byte 29 of its text (document 1) is gzip that is truncated")]
    public async Task Names_object_and_place_of_what_is_no_flow_log(string json, string fault)
    {
        var read = await ReadObject.FromAsync(Encoding.UTF8.GetBytes(json), "a/b.json");

        Assert.StartsWith($"object 'a/b.json' {fault}", read.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_came_before_the_fault_counts()
    {
        var read = await ReadObject.FromAsync([.. CloudWatchDocuments.Message(Enumerable.Repeat(Record, 700)), .. "{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[{\"message\":"u8]);

        Assert.Contains("document 2", read.Fault, StringComparison.Ordinal);
        Assert.Equal(700, read.Batches.Sum(batch => batch.Count));
    }

    [Fact]
    public async Task Wrappings_of_wrappings_end_soon()
    {
        var json = CloudWatchDocuments.Message([Record]);
        for (var i = 0; i < 3; i++) json = CloudWatchDocuments.Lambda(json);

        Assert.Contains("is wrapped more than once", (await ReadObject.FromAsync(json)).Fault, StringComparison.Ordinal);
    }

    private static List<string> Messages(Random random)
    {
        // What is no UTF-8 cannot be in JSON.
        var text = Encoding.UTF8.GetString([.. new RandomLog(random.Next()).Lines().Concat(new RandomLog(random.Next()).DamagedLines(out _)).SelectMany(line => line)]);
        return [.. text.Split('\n')];
    }

    private static byte[] Sample(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Data", "otel-contrib", name));
}
