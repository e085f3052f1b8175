using FlowOptics.Flows;
using FlowOptics.Lake;
using FlowOptics.SignIn;

namespace FlowOptics.GraphApi.Apis;

/// <summary><c>GET /api/v1/complete</c>: how a filter could go on.</summary>
internal static class CompleteEndpoint
{
    public static IEndpointConventionBuilder MapComplete(this IEndpointRouteBuilder endpoints) => endpoints
        .MapGet("/api/v1/complete", Get)
        .WithName("complete")
        .WithSummary("How a filter could go on at the cursor: fields, operators, values that records have had, named sets")
        .WithDescription("A suggestion takes the place of `length` characters from `position`. `fault` says what is wrong before the cursor, where something is.")
        .Produces<CompleteResponse>();

    private static Task<IResult> Get([AsParameters] CompleteParameters parameters, QueryRunner runner, NamedSets sets, LakeValues values, TimeProvider time, HttpContext context) =>
        runner.AnswerAsync(context, "complete", typeof(CompleteParameters), async token =>
        {
            var (text, cursor, limit) = parameters.Read();
            using var typing = new SeenValues(values, context.Viewer().Accounts, time, token);
            return CompleteResponse.Of(await Task.Run(() => FilterCompletion.At(text, cursor, sets.Current.Sets, typing, limit), token));
        });
}
