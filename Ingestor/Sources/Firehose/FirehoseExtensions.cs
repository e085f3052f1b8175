namespace FlowOptics.Ingestor.Sources.Firehose;

/// <summary>The push endpoint, where an access key is configured.</summary>
internal static class FirehoseExtensions
{
    public static void AddFirehose(this IServiceCollection services, FirehoseOptions options) => services
        .AddSingleton(options)
        .AddSingleton<FirehoseTelemetry>()
        .AddSingleton<FirehoseArchive>()
        .AddSingleton<FirehoseEndpoint>();

    public static void MapFirehose(this WebApplication app)
    {
        if (app.Services.GetService<FirehoseEndpoint>() is { } endpoint) app.MapPost(FirehoseEndpoint.Path, (Delegate)endpoint.AnswerAsync);
    }
}
