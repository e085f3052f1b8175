using System.Globalization;
using System.Net;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using FlowOptics.Aws;
using FlowOptics.Lake.Aws;

namespace FlowOptics.Deploy.Aws;

/// <summary>Calls a service in AWS's query protocol (a form in, XML out), through the same pipeline of AWSSDK.Core as those in JSON: its credentials, signatures, retries.</summary>
/// <remarks>https://smithy.io/2.0/aws/protocols/aws-query-protocol.html</remarks>
internal sealed class AwsQueryClient(AwsJsonService service, string? endpoint, string? region) : AwsJsonClient(service, endpoint, region)
{
    private readonly InvokeOptions _options = new() { RequestMarshaller = new Marshaller(service), ResponseUnmarshaller = new Unmarshaller() };

    /// <returns>The answer's document; elements are found by their local names.</returns>
    /// <exception cref="AmazonServiceException">The service refuses; its code is in ErrorCode.</exception>
    public async Task<XElement> CallAsync(string action, IEnumerable<(string Name, string? Value)> parameters, CancellationToken cancellationToken)
    {
        var response = await InvokeAsync<Answer>(new Question(action, parameters), _options, cancellationToken).ConfigureAwait(false);
        return response.Document;
    }

    /// <summary>A list, as the protocol has it: <c>Parameters.member.1.ParameterKey=…</c>.</summary>
    public static IEnumerable<(string Name, string? Value)> List(string name, IEnumerable<string> values) =>
        values.Select((value, index) => (string.Create(CultureInfo.InvariantCulture, $"{name}.member.{index + 1}"), (string?)value));

    private sealed class Question(string action, IEnumerable<(string Name, string? Value)> parameters) : AmazonWebServiceRequest, IAwsOperation
    {
        public string Operation => action;

        public IEnumerable<(string Name, string? Value)> Parameters => parameters;
    }

    private sealed class Answer : AmazonWebServiceResponse
    {
        public XElement Document { get; init; } = new("Empty");
    }

    private sealed class Marshaller(AwsJsonService service) : IMarshaller<IRequest, AmazonWebServiceRequest>
    {
        public IRequest Marshall(AmazonWebServiceRequest input)
        {
            var question = (Question)input;
            var request = new DefaultRequest(question, service.Id) { HttpMethod = "POST", ResourcePath = "/" };
            request.Parameters.Add("Action", question.Operation);
            request.Parameters.Add("Version", service.Version);
            foreach (var (name, value) in question.Parameters)
            {
                if (value is not null) request.Parameters.Add(name, value);
            }

            return request;
        }
    }

    private sealed class Unmarshaller : XmlResponseUnmarshaller
    {
        public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext context) => new Answer { Document = XElement.Load(context.Stream) };

        // <ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>…</Message></Error><RequestId>…</RequestId></ErrorResponse>; EC2 has Response, Errors and RequestID.
        public override AmazonServiceException UnmarshallException(XmlUnmarshallerContext context, Exception innerException, HttpStatusCode statusCode)
        {
            string? code = null, message = null, id = null;
            try
            {
                var document = XElement.Load(context.Stream);
                (code, message, id) = (document.Text("Code"), document.Text("Message"), document.Text("RequestId") ?? document.Text("RequestID"));
            }
            catch (System.Xml.XmlException)
            {
                // A proxy's own page, or nothing: the status says enough.
            }

            return new(message ?? $"HTTP {(int)statusCode}", innerException, (int)statusCode < 500 ? ErrorType.Sender : ErrorType.Receiver, code, id, statusCode);
        }
    }
}
