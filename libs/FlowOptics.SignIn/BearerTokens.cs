using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FlowOptics.SignIn;

/// <summary>What a bearer token must be: signed by the issuer with a key that only it has, for us, in force.</summary>
internal static class BearerTokens
{
    // No shared secrets (HS256): whoever knows a public key could sign with it. "none" is refused by RequireSignedTokens and by this list.
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384,
        SecurityAlgorithms.RsaSsaPssSha512, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    public static void Configure(JwtBearerOptions bearer, SignInOptions options)
    {
        bearer.Authority = options.Issuer;
        bearer.RequireHttpsMetadata = !new Uri(options.Issuer!).IsLoopback;
        bearer.MapInboundClaims = false;
        bearer.SaveToken = false;
        bearer.BackchannelTimeout = TimeSpan.FromSeconds(5);
        bearer.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = options.Issuer,
            ValidateIssuer = true,
            ValidAudience = options.Audience,
            ValidateAudience = true,
            AudienceValidator = (audiences, token, _) => IsForUs([.. audiences], (JsonWebToken)token, options),
            ValidAlgorithms = Algorithms,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ValidateLifetime = true,
            ClockSkew = TimeSpan.FromSeconds(30),
            NameClaimType = "name",
            RoleClaimType = options.RoleClaim,
        };
        bearer.Events = new JwtBearerEvents
        {
            OnTokenValidated = context =>
            {
                if (context.HttpContext.RequestServices.GetRequiredService<ViewerReader>().Read(context.Principal!) is { } viewer) context.HttpContext.Features.Set(viewer);
                return Task.CompletedTask;
            },
            OnChallenge = async context =>
            {
                context.HandleResponse();
                context.Response.Headers.WWWAuthenticate = context.AuthenticateFailure is null ? "Bearer" : "Bearer error=\"invalid_token\"";
                await SignInProblem.WriteUnauthorizedAsync(context.HttpContext, context.AuthenticateFailure).ConfigureAwait(false);
            },
            OnForbidden = context => SignInProblem.WriteForbiddenAsync(context.HttpContext),
        };
    }

    // Cognito's access tokens have no aud, and say in token_use which kind they are; its id tokens have both.
    private static bool IsForUs(string[] audiences, JsonWebToken token, SignInOptions options)
    {
        if (token.TryGetPayloadValue<string>("token_use", out var use) && use != options.Token) return false;
        if (audiences.Length > 0) return audiences.Contains(options.Audience, StringComparer.Ordinal);
        return use == "access" && token.TryGetPayloadValue<string>("client_id", out var client) && client == options.Audience;
    }
}
