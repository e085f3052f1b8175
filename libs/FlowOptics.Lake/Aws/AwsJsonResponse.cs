using Amazon.Runtime;

namespace FlowOptics.Lake.Aws;

/// <summary>The answer to an <see cref="AwsJsonRequest"/>.</summary>
internal sealed class AwsJsonResponse : AmazonWebServiceResponse
{
    public byte[] Body { get; set; } = [];
}
