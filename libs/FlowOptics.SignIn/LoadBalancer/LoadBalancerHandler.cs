using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FlowOptics.SignIn.LoadBalancer;

/// <summary>Believes the load balancer's header where it comes from the load balancer, and is signed by it.</summary>
internal sealed class LoadBalancerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> schemes, ILoggerFactory loggers, UrlEncoder encoder, SignInOptions options, LoadBalancerKeys keys, ViewerReader viewers)
    : AuthenticationHandler<AuthenticationSchemeOptions>(schemes, loggers, encoder)
{
    public const string SchemeName = "load balancer";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var values = Request.Headers[LoadBalancerHeader.Name];
        if (values.Count != 1 || options.LoadBalancer.Arn is not { } arn) return AuthenticateResult.NoResult();
        if (!IsFromLoadBalancer(Context.Connection.RemoteIpAddress)) return AuthenticateResult.Fail($"{LoadBalancerHeader.Name} does not come from the load balancer");
        var (person, problem) = await LoadBalancerHeader.ReadAsync(values[0]!, arn, TimeProvider.GetUtcNow(), keys.FindAsync, Context.RequestAborted).ConfigureAwait(false);
        if (person is null) return AuthenticateResult.Fail($"{LoadBalancerHeader.Name}: {problem}");
        var principal = new ClaimsPrincipal(person);
        if (viewers.Read(principal) is { } viewer) Context.Features.Set(viewer);
        return AuthenticateResult.Success(new AuthenticationTicket(principal, SchemeName));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties) =>
        await SignInProblem.WriteUnauthorizedAsync(Context, (await HandleAuthenticateOnceSafeAsync().ConfigureAwait(false)).Failure).ConfigureAwait(false);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => SignInProblem.WriteForbiddenAsync(Context);

    /// <remarks>
    /// The connection's own address: <c>X-Forwarded-For</c> may have replaced it by the browser's, which is kept by <see cref="PeerAddress"/>.
    /// </remarks>
    private bool IsFromLoadBalancer(IPAddress? address)
    {
        address = PeerAddress.Of(Context) ?? address;
        if (address is null) return false;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return options.LoadBalancer.Networks.Any(network => network.Contains(address));
    }
}
