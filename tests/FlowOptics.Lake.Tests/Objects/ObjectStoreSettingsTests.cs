using Microsoft.Extensions.Configuration;

namespace FlowOptics.Lake.Tests.Objects;

public sealed class ObjectStoreSettingsTests
{
    [Theory]
    [InlineData(null, null, null, "FlowOptics:Bucket is not set: give it the absolute path")]
    [InlineData("local", "s3://logs", null, "FlowOptics:Cloud is 'local': set FlowOptics:Cloud to 'aws'")]
    [InlineData("cloud", "s3://logs", null, "FlowOptics:Cloud is 'cloud': it is 'local', 'emulated', 'localstack' or 'aws'")]
    [InlineData("aws", null, null, "give it the bucket as s3://bucket/prefix")]
    [InlineData("aws", "/data/logs", null, "FlowOptics:Bucket is '/data/logs', but FlowOptics:Cloud is 'aws'")]
    [InlineData("aws", "s3:///logs", null, "names no bucket")]
    [InlineData("emulated", "s3://logs", null, "set AWS_ENDPOINT_URL, as http://127.0.0.1:4566")]
    [InlineData("localstack", "s3://logs", "127.0.0.1:4566", "is no address")]
    public void Says_in_a_sentence_which_setting_is_wrong(string? cloud, string? bucket, string? endpoint, string said)
    {
        var e = Assert.Throws<ObjectStoreException>(() => ObjectStoreSettings.From(Configuration(("FlowOptics:Cloud", cloud), ("FlowOptics:Bucket", bucket), ("AWS_ENDPOINT_URL", endpoint))));
        Assert.Contains(said, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_what_S3_needs()
    {
        var settings = ObjectStoreSettings.From(Configuration(
            ("FlowOptics:Cloud", "emulated"), ("FlowOptics:Bucket", "s3://my.logs/a/b/"), ("AWS_ENDPOINT_URL", "http://127.0.0.1:1"), ("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:2"), ("FlowOptics:S3:RequesterPays", "true")));
        Assert.Equal((CloudMode.Emulated, "s3://my.logs/a/b"), (settings.Cloud, settings.Bucket));
        Assert.Equal(("my.logs", "http://127.0.0.1:2", true), (settings.S3!.Bucket, settings.S3.Endpoint, settings.S3.RequesterPays));
        Assert.Equal(["a/b/"], settings.S3.Prefixes);
    }

    [Fact]
    public void A_folder_needs_nothing_else() => Assert.Equal(new(CloudMode.Local, "/data/logs", null), ObjectStoreSettings.From(Configuration(("FlowOptics:Bucket", "/data/logs"))));

    internal static IConfiguration Configuration(params (string Key, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value))).Build();
}
