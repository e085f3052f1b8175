using FlowOptics.SignIn;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace FlowOptics.Web.SignIn;

/// <summary>
/// Where the issuer signs people in and gives tokens, from its own configuration: the page is told, and need not reach more of it than the token endpoint, whose origin alone the page's policy allows.
/// </summary>
internal sealed partial class IssuerEndpoints(SignInOptions options, IServiceProvider services, TimeProvider time, ILogger<IssuerEndpoints> logger) : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    /// <summary>The origin of the token endpoint; until it is known, the issuer's own. Null: the page signs nobody in.</summary>
    public string? TokenOrigin { get; private set; } = options.Issuer is { } issuer ? new Uri(issuer).GetLeftPart(UriPartial.Authority) : null;

    /// <returns>Null where the page signs nobody in.</returns>
    public async Task<object?> DescribeAsync(CancellationToken cancellationToken)
    {
        if (options.Issuer is null) return null;
        var issuer = await ReadAsync(cancellationToken);
        return new
        {
            options.ClientId,
            options.Scope,
            options.Resource,
            options.Token,
            metadata = new Dictionary<string, string?>
            {
                ["issuer"] = issuer.Issuer,
                ["authorization_endpoint"] = issuer.AuthorizationEndpoint,
                ["token_endpoint"] = issuer.TokenEndpoint,
                ["end_session_endpoint"] = issuer.EndSessionEndpoint,
            },
        };
    }

    /// <summary>Asks until the issuer has answered once, so that the first page has the right policy.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Issuer is null) return;
        using var timer = new PeriodicTimer(Again, time);
        do
        {
            try
            {
                await ReadAsync(stoppingToken);
                return;
            }
            catch (Exception failure) when (failure is InvalidOperationException or IOException or HttpRequestException)
            {
                LogUnreachable(options.Issuer, failure.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<OpenIdConnectConfiguration> ReadAsync(CancellationToken cancellationToken)
    {
        var manager = services.GetRequiredService<IOptionsMonitor<JwtBearerOptions>>().Get(JwtBearerDefaults.AuthenticationScheme).ConfigurationManager!;
        var configuration = await manager.GetConfigurationAsync(cancellationToken);
        if (Uri.TryCreate(configuration.TokenEndpoint, UriKind.Absolute, out var endpoint)) TokenOrigin = endpoint.GetLeftPart(UriPartial.Authority);
        return configuration;
    }

    [LoggerMessage(6120, LogLevel.Warning, "The issuer {Issuer} cannot be asked for its configuration, and nobody can sign in until it can: {Reason}")]
    private partial void LogUnreachable(string issuer, string reason);
}
