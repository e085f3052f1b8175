using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace FlowOptics.Lake.Aws;

/// <summary>A call as an HTTP request: the operation is in X-Amz-Target, its document is the body.</summary>
/// <remarks>https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html</remarks>
internal sealed class AwsJsonMarshaller(AwsJsonService service) : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var call = (AwsJsonRequest)input;
        var request = new DefaultRequest(call, service.Id) { HttpMethod = "POST", ResourcePath = "/", Content = call.Body };
        request.Headers["X-Amz-Target"] = $"{service.Target}.{call.Operation}";
        request.Headers["Content-Type"] = $"application/x-amz-json-{service.JsonVersion}";
        return request;
    }
}
