using Amazon.Runtime;

namespace FlowOptics.Lake.Aws;

/// <summary>One call in AWS's JSON protocol, for the SDK's pipeline.</summary>
internal sealed class AwsJsonRequest(string operation, byte[] body) : AmazonWebServiceRequest
{
    public string Operation => operation;

    public byte[] Body => body;
}
