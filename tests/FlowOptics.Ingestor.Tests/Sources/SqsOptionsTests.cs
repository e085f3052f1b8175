using FlowOptics.Ingestor.Sources.Sqs;
using FlowOptics.ServiceDefaults;
using Microsoft.Extensions.Configuration;

namespace FlowOptics.Ingestor.Tests.Sources;

public sealed class SqsOptionsTests
{
    [Theory]
    [InlineData("FlowOptics:Queue", "", "FlowOptics:Queue is not set")]
    [InlineData("FlowOptics:Queue", "flow-logs", "which is no queue's URL")]
    [InlineData("FlowOptics:Sqs:VisibilitySeconds", "1", "from 2 to 43200")]
    [InlineData("FlowOptics:Cloud", "azure", "it is 'local', 'emulated', 'localstack' or 'aws'")]
    public void Says_in_a_sentence_which_setting_is_wrong(string key, string value, string said)
    {
        var e = Assert.Throws<ServiceConfigurationException>(() => IngestorOptions.From(Configuration((key, value))));
        Assert.Contains(said, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://sqs.eu-west-1.amazonaws.com/123456789012/q", "https://sqs.eu-west-1.amazonaws.com", "eu-west-1")]
    [InlineData("https://sqs.cn-north-1.amazonaws.com.cn/123456789012/q", "https://sqs.cn-north-1.amazonaws.com.cn", "cn-north-1")]
    [InlineData("http://127.0.0.1:4566/000000000000/q", "http://127.0.0.1:4566", null)]
    public void Finds_SQS_and_its_region_in_the_queues_address(string queue, string endpoint, string? region)
    {
        var sqs = IngestorOptions.From(Configuration(("FlowOptics:Queue", queue))).Sqs!;
        Assert.Equal((endpoint, region), (sqs.Endpoint, sqs.Region));
    }

    private static IConfiguration Configuration((string Key, string? Value) setting) => new ConfigurationBuilder().AddInMemoryCollection(
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["FlowOptics:Data"] = "/data", ["FlowOptics:Cloud"] = "aws", ["FlowOptics:Bucket"] = "s3://logs", ["FlowOptics:Queue"] = "https://sqs.eu-west-1.amazonaws.com/1/q", [setting.Key] = setting.Value }).Build();
}
