using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FlowOptics.Mqtt;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FlowOptics.Aws.Tests.Iot;

/// <summary>
/// The broker with its profile of AWS IoT Core, at a WebSocket that lets in signed addresses only; the check is written from AWS's description, and shares nothing with the signer.
/// </summary>
internal sealed class IotGateway : IAsyncDisposable
{
    public const string Region = "eu-west-1";
    public const string Key = "AKIDEXAMPLE";
    public const string Secret = "a/secret+key";
    public const string Token = "to/ken+of=a session";

    private readonly WebApplication _app;

    private IotGateway(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single().Replace("http:", "ws:", StringComparison.Ordinal) + "/mqtt");

    public MqttServerStatistics Statistics => _app.Services.GetRequiredService<MqttServer>().Statistics;

    public static async Task<IotGateway> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        builder.Logging.ClearProviders();
        builder.Services.AddMqttServer(new MqttServerOptions { Profile = MqttServerProfile.AwsIot });
        var app = builder.Build();
        app.Use((context, next) =>
        {
            if (IsSigned(context)) return next(context);
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        });
        app.MapMqtt("/mqtt");
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static bool IsSigned(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?', 2);
        var pairs = target[1].Split('&').Select(pair => pair.Split('=', 2)).ToList();
        string Value(string name) => pairs.FirstOrDefault(pair => pair[0] == name) is { } found ? Uri.UnescapeDataString(found[1]) : "";

        // Behind the signature, and not in what is signed.
        if (pairs[^2][0] != "X-Amz-Signature" || pairs[^1][0] != "X-Amz-Security-Token" || Value("X-Amz-Security-Token") != Token) return false;
        var time = DateTimeOffset.ParseExact(Value("X-Amz-Date"), "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        if ((DateTimeOffset.UtcNow - time).Duration() > TimeSpan.FromSeconds(int.Parse(Value("X-Amz-Expires"), CultureInfo.InvariantCulture))) return false;
        var scope = $"{time:yyyyMMdd}/{Region}/iotdevicegateway/aws4_request";
        if (Value("X-Amz-Credential") != $"{Key}/{scope}") return false;
        var query = string.Join('&', pairs.SkipLast(2).Select(pair => string.Join('=', pair)).Order(StringComparer.Ordinal));
        var canonical = $"GET\n{target[0]}\n{query}\nhost:{context.Request.Headers.Host}\n\nhost\n{Convert.ToHexStringLower(SHA256.HashData([]))}";
        var toSign = $"AWS4-HMAC-SHA256\n{Value("X-Amz-Date")}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = scope.Split('/').Aggregate(Encoding.UTF8.GetBytes("AWS4" + Secret), (last, part) => HMACSHA256.HashData(last, Encoding.UTF8.GetBytes(part)));
        return Value("X-Amz-Signature") == Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
    }
}
