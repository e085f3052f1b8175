using Amazon.Runtime;
using FlowOptics.Aws;

namespace FlowOptics.Lake.Aws;

/// <summary>One call in AWS's JSON protocol, for the SDK's pipeline.</summary>
internal sealed class AwsJsonRequest(string operation, byte[] body) : AmazonWebServiceRequest, IAwsOperation
{
    public string Operation => operation;

    public byte[] Body => body;
}
