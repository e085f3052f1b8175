using System.Diagnostics;
using FlowOptics.Flows;
using FlowOptics.Lake;
using FlowOptics.Lake.DuckDb;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace FlowOptics.GraphApi.Apis;

/// <summary>Says in RFC 9457's form what became of a query that has no answer: the cause, and the mend.</summary>
internal sealed class QueryProblems(LakeDatabase lake, ILogger<QueryProblems> logger)
{
    /// <summary>True for what <see cref="Of"/> explains; all else is a mistake of ours.</summary>
    public static bool Explains(Exception exception) => exception is BadQueryException or FilterException or UnsupportedQueryException or QueryRefusedException or DuckDbException or AthenaException;

    /// <param name="generation">The lake that was asked.</param>
    public ProblemHttpResult Of(Exception exception, int generation) => exception switch
    {
        BadQueryException => Problem("The query cannot be understood", exception.Message, StatusCodes.Status400BadRequest),
        FilterException filter => Wrong(filter),
        UnsupportedQueryException => Problem("The question cannot be answered from this source", exception.Message, StatusCodes.Status400BadRequest),
        QueryRefusedException refused => Problem(refused.Title, refused.Message, StatusCodes.Status503ServiceUnavailable, refused.RetryAfter),
        AthenaException failure => Unreachable(failure),
        DuckDbException failure when failure.Message.StartsWith("Out of Memory", StringComparison.Ordinal) => Of(QueryRefusedException.TooLarge(), generation),
        DuckDbException failure => Failed(failure, generation),
        _ => throw new ArgumentException($"no problem is known for {exception.GetType()}", nameof(exception), exception),
    };

    private static ProblemHttpResult Wrong(FilterException filter)
    {
        // Where a text box underlines, and what it proposes.
        var problem = Problem("The filter cannot be understood", filter.Message, StatusCodes.Status400BadRequest);
        problem.ProblemDetails.Extensions["position"] = filter.Position;
        problem.ProblemDetails.Extensions["length"] = filter.Length;
        problem.ProblemDetails.Extensions["expected"] = filter.Expected;
        return problem;
    }

    private ProblemHttpResult Unreachable(AthenaException exception)
    {
        Log.AthenaFailed(logger, exception.Message);
        Activity.Current?.SetStatus(ActivityStatusCode.Error, exception.Message);
        return Problem("Athena could not answer", exception.Message, StatusCodes.Status503ServiceUnavailable);
    }

    private ProblemHttpResult Failed(DuckDbException exception, int generation)
    {
        Log.QueryFailed(logger, exception.Message);
        Activity.Current?.SetStatus(ActivityStatusCode.Error, exception.Message);
        if (!exception.IsFatal)
        {
            return Problem(
                "The lake could not answer",
                "DuckDB failed; the service's log has its message. Try again; if it stays so, delete the lake's folder: it is made again from the bucket.",
                StatusCodes.Status500InternalServerError);
        }

        // Nothing would answer until the lake is another; the import finds its objects again.
        lake.Rebuild(exception.Message, generation);
        return Problem("The lake was damaged", "It is being made again from the bucket: try again when the import is done.", StatusCodes.Status503ServiceUnavailable, TimeSpan.FromSeconds(10));
    }

    private static ProblemHttpResult Problem(string title, string detail, int status, TimeSpan? retryAfter = null)
    {
        var problem = new ProblemDetails { Title = title, Detail = detail, Status = status };
        // Also in the body: an event stream has no headers left.
        if (retryAfter is { } wait) problem.Extensions["retryAfterSeconds"] = (int)wait.TotalSeconds;
        return TypedResults.Problem(problem);
    }
}
