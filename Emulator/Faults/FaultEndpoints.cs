using System.Text.Json;

namespace FlowOptics.Emulator.Faults;

/// <summary><c>GET</c>, <c>PUT</c> (a list of faults) and <c>DELETE /_flowoptics/faults</c>.</summary>
internal static class FaultEndpoints
{
    private const string Path = "/_flowoptics/faults";

    public static void MapFaults(this WebApplication app)
    {
        // A page elsewhere whose name resolves to 127.0.0.1 must not reach it.
        var faults = app.MapGroup(Path).RequireHost("localhost", "127.0.0.1");
        faults.MapGet("", (FaultInjector injector) => Results.Json(injector.Rules, FaultInjector.Json));
        faults.MapPut("", async (FaultInjector injector, HttpRequest request, CancellationToken cancellationToken) =>
        {
            try
            {
                injector.Set(await JsonSerializer.DeserializeAsync<List<FaultRule>>(request.Body, FaultInjector.Json, cancellationToken) ?? []);
                return Results.NoContent();
            }
            catch (JsonException wrong)
            {
                return Results.Problem($"The body is no list of faults such as [{{\"service\":\"s3\",\"kind\":\"throttle\",\"probability\":0.1}}]: {wrong.Message}", statusCode: 400);
            }
        });
        faults.MapDelete("", (FaultInjector injector) => injector.Set([]));
    }
}
