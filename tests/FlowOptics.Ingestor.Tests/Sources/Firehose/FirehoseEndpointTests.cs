using System.Globalization;
using System.Text;
using FlowOptics.Lake;

namespace FlowOptics.Ingestor.Tests.Sources.Firehose;

/// <summary>Requests of Firehose to an Ingestor on a folder: what is archived, what a consumer gets, what is refused and how.</summary>
public sealed class FirehoseEndpointTests : IAsyncLifetime
{
    private const string Id = "ed4acda5-034f-9f42-bba1-f29aea6d7d8f";

    private readonly Bucket _bucket = new();
    private readonly RunningBroker _broker = new();

    private string[] Keys => [.. Directory.EnumerateFiles(_bucket.Folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_bucket.Folder, file)).Order(StringComparer.Ordinal)];

    public async ValueTask InitializeAsync() => await _broker.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _broker.DisposeAsync();
        _bucket.Dispose();
    }

    [Fact]
    public async Task Every_kind_of_envelope_becomes_objects_of_the_layout_that_are_streamed_once_however_often_it_is_sent()
    {
        await using var consumer = await Consumer.StartAsync(_broker.Port);
        await using var ingestor = await StartAsync();
        var midnight = new DateTimeOffset(DateTimeOffset.UtcNow.UtcDateTime.Date, TimeSpan.Zero);
        var yesterday = midnight.AddSeconds(-30);
        byte[][] records =
        [
            Push.Subscription("123456789012", Enumerable.Range(0, 100).Select(i => Push.Record(i, start: midnight))),
            Push.Subscription("", ["CWL CONTROL MESSAGE: Checking health of destination Firehose."], "CONTROL_MESSAGE"),
            // The owner is the log group's, whatever the records say.
            Push.Subscription("234567890123", Enumerable.Range(100, 10).Select(i => Push.Record(i, start: midnight))),
            // Flow logs with Firehose as their destination: lines, or a document each; the account is the record's.
            Encoding.ASCII.GetBytes(Push.Record(200, start: yesterday)),
            Encoding.ASCII.GetBytes(Push.Record(201, start: midnight) + "\n" + Push.Record(202, "345678901234", midnight) + "\n"),
            Encoding.ASCII.GetBytes($$"""{"message":"{{Push.Record(203, start: midnight)}}"}"""),
            Encoding.ASCII.GetBytes("2 unknown eni-1 - - - - - - - 1431280876 1431280934 - NODATA"),
        ];
        var body = Push.Body(Id, records);

        var (status, answer) = await Push.SendAsync(ingestor.Address, Id, body);

        Assert.Equal((200, Id), (status, answer.GetProperty("requestId").GetString()));
        Assert.True(answer.GetProperty("timestamp").GetInt64() > 1_700_000_000_000);
        Assert.False(answer.TryGetProperty("errorMessage", out _));
        var keys = Keys;
        Assert.Equal(
            [$"123456789012/{Day(yesterday)}", $"123456789012/{Day(midnight)}", $"234567890123/{Day(midnight)}", $"345678901234/{Day(midnight)}", "999999999999/2015/05/10"],
            keys.Select(key => key.Split('/')).Select(parts => $"{parts[1]}/{parts[4]}/{parts[5]}/{parts[6]}"));
        Assert.All(keys, key => Assert.Equal("eu-west-1", ObjectPath.Parse(key).Region));
        await Eventually.TrueAsync(() => consumer.Records == 114, () => $"{consumer.Records} records of {string.Join(' ', keys)}");

        // Its answer was lost: the same id, compressed this time; and after a restart once more.
        Assert.Equal(200, (await Push.SendAsync(ingestor.Address, Id, Push.Gzip(body), message => message.Content!.Headers.ContentEncoding.Add("gzip"))).Status);
        await ingestor.DisposeAsync();
        await using var again = await StartAsync();
        Assert.Equal(200, (await Push.SendAsync(again.Address, Id, body)).Status);
        Assert.Equal(keys, Keys);
        Assert.Equal(1, again.Counter("firehose.known"));

        // Other records under an id that was used are others.
        Assert.Equal(200, (await Push.SendAsync(again.Address, Id, Push.Body(Id, Encoding.ASCII.GetBytes(Push.Record(300))))).Status);
        await Eventually.TrueAsync(() => consumer.Records == 115, () => $"{consumer.Records} records");
        Assert.Equal(5 + 1, Keys.Length);
    }

    [Fact]
    public async Task What_a_killed_process_left_half_written_is_no_object_and_is_written_when_the_request_comes_again()
    {
        await using var consumer = await Consumer.StartAsync(_broker.Port);
        await using var ingestor = await StartAsync();
        var body = Push.Body(Id, Push.Subscription("123456789012", Enumerable.Range(0, 50).Select(i => Push.Record(i))));
        Assert.Equal(200, (await Push.SendAsync(ingestor.Address, Id, body)).Status);
        await Eventually.TrueAsync(() => consumer.Records == 50, () => $"{consumer.Records} records");
        var key = Assert.Single(Keys);
        var path = Path.Join(_bucket.Folder, key);
        await ingestor.DisposeAsync();
        // As if it had been killed before the rename, and in the middle of the file that it works on.
        File.WriteAllBytes(path + ".part", [1, 2, 3]);
        File.Delete(path);
        Directory.CreateDirectory(Path.Join(_bucket.Data, "ingestor", "firehose"));
        File.WriteAllBytes(Path.Join(_bucket.Data, "ingestor", "firehose", "left"), [1]);

        await using var again = await StartAsync();
        Assert.Empty(Directory.EnumerateFiles(Path.Join(_bucket.Data, "ingestor", "firehose")));
        Assert.Equal(200, (await Push.SendAsync(again.Address, Id, body)).Status);

        Assert.Equal([key], Keys);
        Assert.Equal(50, consumer.Records);
    }

    [Theory]
    [InlineData(401, "X-Amz-Firehose-Access-Key", "no key", "")]
    [InlineData(401, "wrong key", "another-access-key-than-the-configured", "")]
    [InlineData(400, "X-Amz-Firehose-Request-Id", "no id", "")]
    [InlineData(400, "id", "../../../etc/passwd", "")]
    [InlineData(400, "X-Amz-Firehose-Protocol-Version", "version", "2.0")]
    [InlineData(400, "X-Amz-Firehose-Source-Arn", "arn", "arn:aws:s3:::bucket")]
    [InlineData(400, "application/json", "type", "text/plain")]
    [InlineData(400, "Content-Encoding", "encoding", "br")]
    [InlineData(400, "damaged", "body", "{\"records\":[{\"data\":")]
    [InlineData(400, "no records", "body", "{\"message\":\"2 123456789012\"}")]
    [InlineData(400, "no base64", "body", "{\"records\":[{\"data\":\"%\"}]}")]
    [InlineData(400, "truncated", "body", "{\"records\":[{\"data\":\"H4sIAAAAAAAAAA==\"}]}")]
    [InlineData(400, "gzip", "encoding", "gzip")]
    [InlineData(413, "more than 1048576", "size", "chunked")]
    [InlineData(413, "more than 1048576", "size", "known")]
    [InlineData(413, "more than 1048576", "size", "gzip")]
    public async Task What_Firehose_would_not_send_is_refused_with_a_sentence_and_nothing_of_it_is_kept(int status, string says, string what, string value)
    {
        await using var ingestor = await StartAsync(("FlowOptics:Firehose:MaxMegabytes", "1"));
        var body = Push.Body(Id, Encoding.ASCII.GetBytes(Push.Record(1)));
        if (what == "body") body = Encoding.UTF8.GetBytes(value);
        if (what == "size") body = Push.Body(Id, new byte[1 << 20]);
        if (value == "gzip" && what == "size") body = Push.Gzip(body);

        var (answered, answer) = await Push.SendAsync(ingestor.Address, Id, body, message =>
        {
            switch (what)
            {
                case "no key": message.Headers.Remove("X-Amz-Firehose-Access-Key"); break;
                case "no id": message.Headers.Remove("X-Amz-Firehose-Request-Id"); break;
                case "../../../etc/passwd": Replace("X-Amz-Firehose-Request-Id", what); break;
                case "version" or "arn": Replace(says, value); break;
                case "type": message.Content!.Headers.ContentType = new(value); break;
                case "encoding": message.Content!.Headers.ContentEncoding.Add(value); break;
                case "size" when value == "gzip": message.Content!.Headers.ContentEncoding.Add("gzip"); break;
                case "size" when value == "chunked": message.Headers.TransferEncodingChunked = true; break;
                case var key when says == "wrong key": Replace("X-Amz-Firehose-Access-Key", key); break;
            }

            void Replace(string name, string text)
            {
                message.Headers.Remove(name);
                message.Headers.TryAddWithoutValidation(name, text);
            }
        });

        Assert.Equal(status, answered);
        var sentence = answer.GetProperty("errorMessage").GetString()!;
        Assert.Contains(says == "wrong key" ? "Access-Key" : says == "id" ? "Request-Id" : says, sentence, StringComparison.Ordinal);
        Assert.Empty(Keys);
        Assert.Contains(ingestor.Logs.Lines, line => line.Contains("is refused", StringComparison.Ordinal));
        Assert.DoesNotContain(ingestor.Logs.Lines, line => line.Contains(Push.Setting.Item2, StringComparison.Ordinal) || line.Contains("another-access-key", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_bucket_that_cannot_be_written_to_makes_Firehose_send_it_again()
    {
        await using var ingestor = await StartAsync();
        // A file where the layout's folder would be: for every user, root too.
        File.WriteAllText(Path.Join(_bucket.Folder, "AWSLogs"), "");
        var body = Push.Body(Id, Encoding.ASCII.GetBytes(Push.Record(1)));

        var (status, answer) = await Push.SendAsync(ingestor.Address, Id, body);
        Assert.Equal(503, status);
        Assert.DoesNotContain(_bucket.Folder, answer.GetProperty("errorMessage").GetString(), StringComparison.Ordinal);
        Assert.Contains(ingestor.Logs.Lines, line => line.Contains("cannot be written", StringComparison.Ordinal));

        File.Delete(Path.Join(_bucket.Folder, "AWSLogs"));
        Assert.Equal(200, (await Push.SendAsync(ingestor.Address, Id, body)).Status);
        Assert.Single(Keys);
    }

    [Fact]
    public async Task In_S3_the_objects_are_found_by_their_events_as_all_others()
    {
        await using var remote = await EmulatedBucket.StartAsync(_bucket.Folder);
        await remote.TellAsync();
        await using var consumer = await Consumer.StartAsync(_broker.Port);
        await using var ingestor = await RunningIngestor.StartAsync("s3://logs/pushed", _bucket.Data, _broker.Port, [Push.Setting, .. remote.Settings()]);
        var body = Push.Body(Id, Push.Subscription("123456789012", Enumerable.Range(0, 50).Select(i => Push.Record(i))));

        Assert.Equal(200, (await Push.SendAsync(ingestor.Address, Id, body)).Status);
        // Sent again: S3 says that it is there, and makes no second event of it.
        Assert.Equal(200, (await Push.SendAsync(ingestor.Address, Id, body)).Status);

        Assert.Equal((1, 1), (ingestor.Counter("firehose.archived"), ingestor.Counter("firehose.known")));
        await Eventually.TrueAsync(() => consumer.Records == 50 && consumer.Objects.Any(), () => $"{consumer.Records} records");
        // SQS may bring its event again, and then the object is told of again.
        Assert.Contains("\"key\":\"pushed/AWSLogs/123456789012/vpcflowlogs/eu-west-1/", Assert.Single(consumer.Objects.Distinct(StringComparer.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_access_key_there_is_no_endpoint()
    {
        await using var ingestor = await RunningIngestor.StartAsync(_bucket.Folder, _bucket.Data, _broker.Port);
        using var http = new HttpClient();
        using var response = await http.PostAsync(new Uri(ingestor.Address, "/firehose"), new StringContent("{}"), TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, response.StatusCode);
    }

    private static string Day(DateTimeOffset time) => time.ToString("yyyy/MM/dd", CultureInfo.InvariantCulture);

    private Task<RunningIngestor> StartAsync(params (string, string)[] settings) => RunningIngestor.StartAsync(_bucket.Folder, _bucket.Data, _broker.Port, [Push.Setting, .. settings]);
}
