using FlowOptics.ServiceDefaults;
using FlowOptics.SignIn.LoadBalancer;
using Microsoft.Extensions.Configuration;

namespace FlowOptics.SignIn;

/// <summary>Who signs people in, and what their tokens say of them: <c>FlowOptics:SignIn:…</c>, the same for Web and GraphApi.</summary>
public sealed record SignInOptions
{
    internal const string Section = "FlowOptics:SignIn";

    /// <summary>The OIDC issuer's address (https). Without it, and without a load balancer, nobody signs in, and services listen on this machine only.</summary>
    public string? Issuer { get; init; }

    /// <summary>The page's public client at the issuer.</summary>
    public string? ClientId { get; init; }

    /// <summary>Whom tokens must be made for (aud); the client by default. Tokens without aud, as Cognito's access tokens, must have it as their client_id.</summary>
    public string? Audience { get; init; }

    /// <summary>What the page asks for; with offline_access where the issuer gives refresh tokens only so.</summary>
    public string Scope { get; init; } = "openid profile";

    /// <summary>The resource indicator (RFC 8707), for issuers that give a JWT as access token only for a named resource.</summary>
    public string? Resource { get; init; }

    /// <summary>Which token the page sends: access, or id for issuers whose access tokens are no JWT.</summary>
    public string Token { get; init; } = "access";

    /// <summary>The claim that holds roles or groups; cognito:groups with Cognito.</summary>
    public string RoleClaim { get; init; } = "roles";

    /// <summary>The role of who sees their accounts.</summary>
    public string ViewerRole { get; init; } = "viewer";

    /// <summary>The role of who sees all accounts and the state of the import.</summary>
    public string AdminRole { get; init; } = "admin";

    /// <summary>The claim that holds the accounts that a viewer may see; * in it: all.</summary>
    public string AccountsClaim { get; init; } = "accounts";

    /// <summary>A JSON file that gives roles and accounts to people and groups, beside what their tokens say (security.md).</summary>
    public string? AccountsFile { get; init; }

    /// <summary>An Application Load Balancer that signs people in before their requests come here.</summary>
    public LoadBalancerOptions LoadBalancer { get; init; } = new();

    public bool IsOn => Issuer is not null || LoadBalancer.Arn is not null;

    /// <exception cref="ServiceConfigurationException">A setting is missing or wrong.</exception>
    public static SignInOptions From(IConfiguration configuration)
    {
        SignInOptions options;
        try
        {
            options = configuration.GetSection(Section).Get<SignInOptions>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new SignInOptions();
        }
        catch (InvalidOperationException wrong)
        {
            throw new ServiceConfigurationException($"{Section}: {wrong.Message} docs/configuration.md has its keys.", wrong);
        }

        options = options with { Issuer = Text(options.Issuer), LoadBalancer = options.LoadBalancer with { Arn = Text(options.LoadBalancer.Arn) } };
        if (options.Issuer is { } issuer) options = options with { Audience = Text(options.Audience) ?? options.ClientId, Issuer = CheckIssuer(issuer, options) };
        options.LoadBalancer.Check();
        return options;
    }

    private static string CheckIssuer(string issuer, SignInOptions options)
    {
        if (!Uri.TryCreate(issuer, UriKind.Absolute, out var address) || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
        {
            throw new ServiceConfigurationException($"{Section}:Issuer is '{issuer}': give the issuer's https address, as https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf.");
        }

        if (string.IsNullOrWhiteSpace(options.ClientId)) throw new ServiceConfigurationException($"{Section}:ClientId is missing: give the id of the page's public client at {issuer}.");
        if (options.Token is not ("access" or "id")) throw new ServiceConfigurationException($"{Section}:Token is '{options.Token}': give access or id.");
        return issuer;
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
