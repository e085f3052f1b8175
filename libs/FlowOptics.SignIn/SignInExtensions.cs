using FlowOptics.ServiceDefaults;
using FlowOptics.SignIn.LoadBalancer;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Net.Http.Headers;

namespace FlowOptics.SignIn;

/// <summary>Sign-in for a service that answers people. Every endpoint needs somebody with a role, but those that say otherwise.</summary>
public static class SignInExtensions
{
    private const string Chooser = "sign-in";

    /// <exception cref="ServiceConfigurationException">A setting is wrong.</exception>
    public static SignInOptions AddSignIn(this IHostApplicationBuilder builder)
    {
        var options = SignInOptions.From(builder.Configuration);
        builder.Services.AddSingleton(options);
        if (!options.IsOn)
        {
            builder.ListenOnLoopbackOnly("nobody signs in: set FlowOptics:SignIn:Issuer and ClientId, or FlowOptics:SignIn:LoadBalancer:Arn and Addresses (docs/security.md)");
            return options;
        }

        builder.Services.AddSingleton<AccountsFile>();
        builder.Services.AddSingleton(services => new ViewerReader(options, services.GetRequiredService<AccountsFile>()));
        builder.Services.AddSingleton<LoadBalancerKeys>();
        var authentication = builder.Services.AddAuthentication(Chooser)
            .AddPolicyScheme(Chooser, null, scheme => scheme.ForwardDefaultSelector = context => SchemeFor(context.Request, options))
            .AddScheme<AuthenticationSchemeOptions, LoadBalancerHandler>(LoadBalancerHandler.SchemeName, null);
        if (options.Issuer is not null) authentication.AddJwtBearer(bearer => BearerTokens.Configure(bearer, options));
        var policy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireAssertion(context => (context.Resource as HttpContext)?.Features.Get<Viewer>() is not null).Build();
        builder.Services.AddAuthorizationBuilder().SetDefaultPolicy(policy).SetFallbackPolicy(policy);
        return options;
    }

    /// <summary>Keeps who is at the other end of the connection, for the load balancer's header. Must come before forwarded headers are read.</summary>
    public static void UsePeerAddress(this WebApplication app) => app.Use((context, next) =>
    {
        context.Features.Set(new PeerAddress(context.Connection.RemoteIpAddress));
        return next(context);
    });

    /// <summary>Who is not signed in gets no further than to endpoints that are open to all.</summary>
    /// <param name="beforeRefusal">What is done when it is known who asks, before it is looked at what they may: limits by person.</param>
    public static void UseSignIn(this WebApplication app, Action<WebApplication>? beforeRefusal = null)
    {
        var options = app.Services.GetRequiredService<SignInOptions>();
        if (!options.IsOn)
        {
            app.Use(RefuseTokens);
            return;
        }

        // Read now, so that what is wrong with it is told at the start.
        _ = app.Services.GetRequiredService<AccountsFile>();
        app.UseAuthentication();
        beforeRefusal?.Invoke(app);
        app.UseAuthorization();
    }

    /// <summary>Who asks.</summary>
    /// <exception cref="InvalidOperationException">Nobody who signed in: the endpoint is open to all, and must not ask.</exception>
    public static Viewer Viewer(this HttpContext context)
    {
        if (context.Features.Get<Viewer>() is { } viewer) return viewer;
        return context.RequestServices.GetRequiredService<SignInOptions>().IsOn ? throw new InvalidOperationException($"{context.Request.Path} is open to all, and asks who it is.") : SignIn.Viewer.Local;
    }

    private static string SchemeFor(HttpRequest request, SignInOptions options) =>
        options.Issuer is null || (options.LoadBalancer.Arn is not null && request.Headers.ContainsKey(LoadBalancerHeader.Name) && !request.Headers.ContainsKey(HeaderNames.Authorization))
            ? LoadBalancerHandler.SchemeName
            : JwtBearerDefaults.AuthenticationScheme;

    // Whoever sends a token believes that it decides what they see. A service that does not know its issuer would show everything.
    private static Task RefuseTokens(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Headers.ContainsKey(HeaderNames.Authorization) && !context.Request.Headers.ContainsKey(LoadBalancerHeader.Name)) return next(context);
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return TypedResults.Problem(
            title: "This service does not know who signed you in",
            detail: "The request has a token, but sign-in is not configured here: give it the same FlowOptics:SignIn settings as the service that sent you.",
            statusCode: StatusCodes.Status401Unauthorized).ExecuteAsync(context);
    }
}
