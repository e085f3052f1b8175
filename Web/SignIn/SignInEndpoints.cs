using FlowOptics.SignIn;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Net.Http.Headers;

namespace FlowOptics.Web.SignIn;

/// <summary>What the page needs to sign people in: where, and tickets.</summary>
internal static class SignInEndpoints
{
    private const string TicketParameter = "ticket";

    /// <exception cref="ServiceDefaults.ServiceConfigurationException">A setting is wrong.</exception>
    public static void AddTickets(this IHostApplicationBuilder builder)
    {
        var life = Tickets.LifeFrom(builder.Configuration);
        builder.Services.AddSingleton(services => new Tickets(services.GetRequiredService<TimeProvider>(), life));
        builder.Services.AddSingleton<IssuerEndpoints>();
        builder.Services.AddHostedService(services => services.GetRequiredService<IssuerEndpoints>());
    }

    /// <summary>A download comes with a ticket in its address: it goes on with the token that the ticket stands for, which is looked at as if it had come with it.</summary>
    public static void UseTicketedDownloads(this WebApplication app) => app.Use((context, next) =>
    {
        var request = context.Request;
        if (request.Path != "/api/v1/flows" || !request.Query.TryGetValue(TicketParameter, out var given)) return next(context);
        if (app.Services.GetRequiredService<Tickets>().Take(given.ToString(), TicketUse.Download) is { } ticket) request.Headers.Authorization = ticket.Authorization;
        request.QueryString = new QueryBuilder(request.Query.Where(parameter => parameter.Key != TicketParameter).SelectMany(parameter => parameter.Value, (parameter, value) => KeyValuePair.Create(parameter.Key, value ?? ""))).ToQueryString();
        return next(context);
    });

    public static void MapSignIn(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/sign-in", WhereAsync).AllowAnonymous().ExcludeFromDescription();
        endpoints.MapPost("/sign-in/tickets", Give).ExcludeFromDescription();
    }

    private static async Task<IResult> WhereAsync(HttpContext context, IssuerEndpoints issuer)
    {
        context.Response.Headers.CacheControl = "no-store";
        return await issuer.DescribeAsync(context.RequestAborted) is { } description
            ? TypedResults.Json(description)
            : TypedResults.Problem(title: "Nobody signs in here", detail: "The page is open to this machine, or a load balancer signs people in before it.", statusCode: StatusCodes.Status404NotFound);
    }

    private static IResult Give(HttpContext context, string use, Tickets tickets)
    {
        context.Response.Headers.CacheControl = "no-store";
        var authorization = context.Request.Headers[HeaderNames.Authorization].ToString();
        // Who comes by the load balancer's header needs none.
        if (authorization.Length == 0 || !Enum.TryParse<TicketUse>(use, ignoreCase: true, out var wanted) || !Enum.IsDefined(wanted))
            return TypedResults.Problem(title: "There is no such ticket", detail: "Ask for use=live or use=download, with a bearer token.", statusCode: StatusCodes.Status400BadRequest);
        return tickets.Give(context.Viewer(), authorization, wanted) is { } ticket
            ? TypedResults.Json(new { ticket, expiresInSeconds = (int)tickets.Life.TotalSeconds })
            : TypedResults.Problem(title: "Too many tickets", detail: "Try again in half a minute.", statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
