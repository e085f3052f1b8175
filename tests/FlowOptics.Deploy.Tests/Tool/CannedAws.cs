using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FlowOptics.Deploy.Tests.Tool;

/// <summary>Answers as AWS does, in the shapes that its API references document: STS, EC2 and CloudFormation in the query protocol, ECR, ECS, Glue and SQS in JSON, S3 in its own. It keeps stacks and images, and nothing else.</summary>
internal sealed class CannedAws : IAsyncDisposable
{
    private readonly WebApplication _app;

    private CannedAws(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    public CannedStacks Stacks { get; } = new();

    /// <summary>Operations in the order in which they were asked for, with the stack or repository that they are about.</summary>
    public ConcurrentQueue<string> Calls { get; } = [];

    /// <summary>Before anything else: the code and HTTP status of an error, or null.</summary>
    public Func<string, (string Code, int Status)?> Refuse { get; set; } = _ => null;

    /// <summary>Repository and tag.</summary>
    public HashSet<string> Images { get; } = new(StringComparer.Ordinal);

    /// <summary>By operation: the answer's document.</summary>
    public Dictionary<string, string> Json { get; } = new(StringComparer.Ordinal);

    /// <summary>By method, path and query as far as they are given: <c>GET /logs?policy</c>.</summary>
    public Dictionary<string, string> S3 { get; } = new(StringComparer.Ordinal);

    public string FlowLogs { get; set; } = "";

    /// <summary>How many VPCs and Elastic IPs the account has.</summary>
    public int Networks { get; set; } = 1;

    [ModuleInitializer]
    public static void GiveCredentials()
    {
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "example");
        Environment.SetEnvironmentVariable("AWS_REGION", "eu-west-1");
    }

    public static async Task<CannedAws> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var aws = new CannedAws(app);
        app.Run(aws.AnswerAsync);
        await app.StartAsync();
        aws.Stacks.Url = aws.Url;
        return aws;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Headers.TryGetValue("X-Amz-Target", out var target)) await JsonAsync(context, target.ToString().Split('.')[^1]);
        else if (context.Request.HasFormContentType) await QueryAsync(context);
        else if (context.Request.Headers.ContainsKey("Authorization")) await S3Async(context);
        else await context.Response.WriteAsync("the page");
    }

    private async Task QueryAsync(HttpContext context)
    {
        var form = (await context.Request.ReadFormAsync()).ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal);
        var action = form["Action"];
        Calls.Enqueue(form.TryGetValue("StackName", out var stack) ? $"{action} {stack}" : action);
        if (Refuse(action) is { } refusal)
        {
            await RefuseAsync(context, refusal.Code, refusal.Status);
            return;
        }

        context.Response.ContentType = "text/xml";
        var answer = action switch
        {
            "GetCallerIdentity" => """
                <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/Alice</Arn><UserId>AIDACKCEVSQ6C2EXAMPLE</UserId><Account>123456789012</Account></GetCallerIdentityResult>
                <ResponseMetadata><RequestId>01234567-89ab-cdef-0123-456789abcdef</RequestId></ResponseMetadata></GetCallerIdentityResponse>
                """,
            "DescribeFlowLogs" => $"""<DescribeFlowLogsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>2d96dae3</requestId><flowLogSet>{FlowLogs}</flowLogSet></DescribeFlowLogsResponse>""",
            "DescribeVpcs" => $"""<DescribeVpcsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>7a62c49f</requestId><vpcSet>{string.Concat(Enumerable.Range(1, Networks).Select(number => $"<item><vpcId>vpc-{number}</vpcId><state>available</state></item>"))}</vpcSet></DescribeVpcsResponse>""",
            "DescribeAddresses" => $"""<DescribeAddressesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>59dbff89</requestId><addressesSet>{string.Concat(Enumerable.Range(1, Networks).Select(number => $"<item><publicIp>203.0.113.{number}</publicIp><domain>vpc</domain></item>"))}</addressesSet></DescribeAddressesResponse>""",
            _ => Stacks.Answer(action, form),
        };
        if (answer is null) await RefuseAsync(context, "ValidationError", 400, $"Stack with id {stack} does not exist");
        else await context.Response.WriteAsync(answer);
    }

    private static async Task RefuseAsync(HttpContext context, string code, int status, string message = "as the test wants it")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/xml";
        await context.Response.WriteAsync($"""<ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error><RequestId>5ccc7dcd-744c-11e5-be70-example</RequestId></ErrorResponse>""");
    }

    private async Task JsonAsync(HttpContext context, string operation)
    {
        var question = (await JsonNode.ParseAsync(context.Request.Body))!;
        var repository = (string?)question["repositoryName"];
        Calls.Enqueue(repository is null ? operation : $"{operation} {repository}");
        context.Response.ContentType = "application/x-amz-json-1.1";
        if (Refuse(operation) is { } refusal)
        {
            context.Response.StatusCode = refusal.Status;
            await context.Response.WriteAsync($$"""{"__type":"{{refusal.Code}}","message":"as the test wants it"}""");
            return;
        }

        if (operation == "DescribeImages" && !Images.Contains($"{repository}:{question["imageIds"]![0]!["imageTag"]}"))
        {
            context.Response.StatusCode = 400;
            await context.Response.WriteAsync("""{"__type":"ImageNotFoundException","message":"The image with imageId {imageDigest:'null', imageTag:'v1'} does not exist within the repository"}""");
            return;
        }

        await context.Response.WriteAsync(Json.GetValueOrDefault(operation) ?? operation switch
        {
            "DescribeImages" => """{"imageDetails":[{"registryId":"123456789012","imageTags":["v1"]}]}""",
            "GetAuthorizationToken" => """{"authorizationData":[{"authorizationToken":"QVdTOnBhc3N3b3Jk","expiresAt":1.4E9,"proxyEndpoint":"https://123456789012.dkr.ecr.eu-west-1.amazonaws.com"}]}""",
            "DescribeServices" => """{"services":[{"serviceName":"web","runningCount":1,"desiredCount":1,"events":[]},{"serviceName":"ingestor","runningCount":0,"desiredCount":1,"events":[{"message":"(service ingestor) was unable to place a task"}]}],"failures":[]}""",
            "DescribeCertificate" => """{"Certificate":{"CertificateArn":"arn:aws:acm:eu-west-1:123456789012:certificate/1","DomainName":"example.com","SubjectAlternativeNames":["example.com","*.example.com"],"Status":"ISSUED"}}""",
            "GetServiceQuota" => """{"Quota":{"ServiceCode":"fargate","QuotaCode":"L-3032A538","QuotaName":"Fargate On-Demand vCPU resource count","Value":6.0,"Adjustable":true}}""",
            "GetQueueAttributes" => """{"Attributes":{"ApproximateNumberOfMessages":"0"}}""",
            _ => "{}",
        });
    }

    private async Task S3Async(HttpContext context)
    {
        var asked = $"{context.Request.Method} {context.Request.Path.Value!.TrimEnd('/')}{context.Request.QueryString}";
        using var body = new StreamReader(context.Request.Body);
        Calls.Enqueue(context.Request.Method == "PUT" ? $"{asked} {await body.ReadToEndAsync()}" : asked);
        context.Response.ContentType = "application/xml";
        var known = S3.Where(answer => asked.StartsWith(answer.Key, StringComparison.Ordinal)).OrderByDescending(answer => answer.Key.Length).Select(answer => answer.Value).FirstOrDefault();
        if (known is null && context.Request.Method == "GET")
        {
            context.Response.StatusCode = 404;
            await context.Response.WriteAsync("<Error><Code>NoSuchBucketPolicy</Code><Message>The bucket policy does not exist</Message></Error>");
            return;
        }

        if (context.Request.Method == "DELETE") context.Response.StatusCode = 204;
        else await context.Response.WriteAsync(known ?? "");
    }
}
