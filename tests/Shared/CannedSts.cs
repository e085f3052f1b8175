using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FlowOptics.Tests;

/// <summary>Answers as STS's documentation says: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html.</summary>
internal sealed class CannedSts : IAsyncDisposable
{
    // What it gives to whoever asks.
    public const string Key = "ASIAIOSFODNN7EXAMPLE";
    public const string Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEKEY";
    public const string Token = "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQW";

    private readonly WebApplication _app;

    private CannedSts(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    public ConcurrentQueue<(IFormCollection Form, string Authorization)> Requests { get; } = new();

    public TimeSpan Lasts { get; set; } = TimeSpan.FromMinutes(15);

    public bool Denies { get; set; }

    public static async Task<CannedSts> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var sts = new CannedSts(app);
        app.Run(sts.AnswerAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return sts;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        Requests.Enqueue((await context.Request.ReadFormAsync(), context.Request.Headers.Authorization.ToString()));
        context.Response.ContentType = "text/xml";
        if (Denies)
        {
            context.Response.StatusCode = 403;
            await context.Response.WriteAsync("""
                <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>AccessDenied</Code>
                <Message>User: arn:aws:iam::123456789012:user/none is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::123456789012:role/viewer</Message></Error>
                <RequestId>c6104cbe-af31-11e0-8154-cbc7ccf896c7</RequestId></ErrorResponse>
                """);
            return;
        }

        await context.Response.WriteAsync($"""
            <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
              <AssumeRoleResult>
                <AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/viewer/flowoptics-viewer</Arn><AssumedRoleId>ARO123EXAMPLE123:flowoptics-viewer</AssumedRoleId></AssumedRoleUser>
                <Credentials>
                  <AccessKeyId>{Key}</AccessKeyId><SecretAccessKey>{Secret}</SecretAccessKey>
                  <SessionToken>{Token}</SessionToken><Expiration>{DateTime.UtcNow + Lasts:yyyy-MM-dd'T'HH:mm:ss'Z'}</Expiration>
                </Credentials>
                <PackedPolicySize>8</PackedPolicySize>
              </AssumeRoleResult>
              <ResponseMetadata><RequestId>c6104cbe-af31-11e0-8154-cbc7ccf896c7</RequestId></ResponseMetadata>
            </AssumeRoleResponse>
            """);
    }
}
