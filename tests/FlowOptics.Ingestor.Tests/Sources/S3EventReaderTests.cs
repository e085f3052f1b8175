using FlowOptics.Ingestor.Sources.Sqs;

namespace FlowOptics.Ingestor.Tests.Sources;

public sealed class S3EventReaderTests
{
    // From https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
    private const string Bare = """
        {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-west-2","eventTime":"1970-01-01T00:00:00.000Z","eventName":"ObjectCreated:Put","userIdentity":{"principalId":"AIDAJDPLRKLG7UEXAMPLE"},"s3":{"s3SchemaVersion":"1.0","configurationId":"testConfigRule","bucket":{"name":"amzn-s3-demo-bucket","ownerIdentity":{"principalId":"A3NL1KOZZKExample"},"arn":"arn:aws:s3:::amzn-s3-demo-bucket"},"object":{"key":"AWSLogs/a+b%2Bc%C3%BC.log.gz","size":1024,"eTag":"d41d8cd98f00b204e9800998ecf8427e","versionId":"096fKKXTRTtl3on89fVO.nfljtsv6qko","sequencer":"0055AED6DCD90281E5"}}}]}
        """;

    private static readonly S3ObjectEvent Told = new("amzn-s3-demo-bucket", "AWSLogs/a b+cü.log.gz", 1024, "d41d8cd98f00b204e9800998ecf8427e", "0055AED6DCD90281E5", DateTimeOffset.UnixEpoch);

    [Fact]
    public void Reads_S3s_own_events_with_their_keys_decoded() => Assert.Equal(Told, Assert.Single(S3EventReader.Read(Bare)));

    [Fact]
    public void Reads_what_SNS_wraps_and_what_EventBridge_says_and_one_in_the_other()
    {
        Assert.Equal(Told, Assert.Single(S3EventReader.Read(Sns(Bare))));
        // From https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html; keys are as they are here.
        const string bridged = """
            {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Object Created","source":"aws.s3","account":"111122223333","time":"1970-01-01T00:00:00Z","region":"ca-central-1","resources":["arn:aws:s3:::amzn-s3-demo-bucket"],"detail":{"version":"0","bucket":{"name":"amzn-s3-demo-bucket"},"object":{"key":"AWSLogs/a b+cü.log.gz","size":1024,"etag":"d41d8cd98f00b204e9800998ecf8427e","sequencer":"0055AED6DCD90281E5"},"request-id":"N4N7GDK58NMKJ12R","requester":"123456789012","reason":"PutObject"}}
            """;
        Assert.Equal(Told, Assert.Single(S3EventReader.Read(bridged)));
        Assert.Equal(Told, Assert.Single(S3EventReader.Read(Sns(bridged))));
    }

    [Fact]
    public void Passes_over_test_events_and_what_is_no_creation()
    {
        Assert.Empty(S3EventReader.Read("""{"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2014-10-13T15:57:02.089Z","Bucket":"b","RequestId":"5582815E1AEA5ADF","HostId":"8cLeGAmw098X5cv4Zkwcmo8vvZa3eH3eKxsPzbB9wrR+YstdA6Knx4Ip8EXAMPLE"}"""));
        Assert.Empty(S3EventReader.Read(Bare.Replace("ObjectCreated:Put", "ObjectRemoved:Delete", StringComparison.Ordinal)));
        Assert.Empty(S3EventReader.Read("""{"source":"aws.s3","detail-type":"Object Deleted","detail":{}}"""));
    }

    [Theory]
    [InlineData("", "cannot be read")]
    [InlineData("hello", "cannot be read")]
    [InlineData("[1]", "but no event")]
    [InlineData("{}", "no event of S3")]
    [InlineData("""{"Records":[{"eventSource":"aws:sns"}]}""", "not of aws:s3")]
    [InlineData("""{"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"b"}}}]}""", "cannot be read")]
    [InlineData("""{"Records":1}""", "cannot be read")]
    [InlineData("""{"Type":"Notification","Message":"hello"}""", "cannot be read")]
    public void Says_why_a_message_is_none(string body, string reason) => Assert.Contains(reason, Assert.Throws<S3EventException>(() => S3EventReader.Read(body)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("0055AED6DCD90281E5", "0055AED6DCD90281E5", true)]
    [InlineData("0055AED6DCD90281E5", "0055AED6DCD90281E6", true)]
    [InlineData("0055AED6DCD90281E6", "0055aed6dcd90281e5", false)]
    [InlineData("0055AED6DCD90281E5", "0055AED6DCD90281E501", true)]
    [InlineData("", "0055AED6DCD90281E5", false)]
    public void Orders_events_of_a_key_by_their_sequencers(string one, string other, bool isNoLater) =>
        Assert.Equal(isNoLater, (Told with { Sequencer = one }).IsNoLaterThan(Told with { Sequencer = other }));

    private static string Sns(string message) => $$"""{"Type":"Notification","MessageId":"1","TopicArn":"arn:aws:sns:us-west-2:1:t","Message":{{System.Text.Json.JsonSerializer.Serialize(message)}},"Timestamp":"2026-11-22T00:00:00.000Z"}""";
}
