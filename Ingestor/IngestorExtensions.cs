using FlowOptics.Flows;
using FlowOptics.Ingestor.Journal;
using FlowOptics.Ingestor.Sources;
using FlowOptics.Ingestor.Sources.Firehose;
using FlowOptics.Ingestor.Sources.Sqs;
using FlowOptics.Ingestor.Streaming;
using FlowOptics.Ingestor.Telemetry;
using FlowOptics.Lake;
using FlowOptics.Lake.Aws;
using FlowOptics.ServiceDefaults;

namespace FlowOptics.Ingestor;

/// <summary>Puts Ingestor into a host that has an MQTT client.</summary>
internal static class IngestorExtensions
{
    /// <exception cref="ServiceConfigurationException">A setting is missing or wrong, or the journal's folder cannot be written to.</exception>
    public static IHostApplicationBuilder AddIngestor(this IHostApplicationBuilder builder)
    {
        var options = IngestorOptions.From(builder.Configuration);
        CheckFormat(options.Format);
        builder.Services.AddSingleton(options);
        builder.Services.AddObjectStore(options.Store);
        if (options is { Sqs: { } sqs, Store.S3: { } bucket }) AddSqs(builder.Services, sqs, bucket, options);
        if (options.Firehose is { } firehose)
        {
            builder.Services.AddObjectArchive(options.Store);
            builder.Services.AddFirehose(firehose);
        }

        builder.Services.AddSingleton<IngestorTelemetry>();
        builder.Services.AddSingleton(services => OpenJournal(
            options, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<ObjectJournal>>()));
        builder.Services.AddSingleton<ObjectStreamer>();
        builder.Services.AddHostedService<ObjectWatch>();
        builder.Services.AddHealthChecks().AddCheck<SourceHealth>("source");
        return builder;
    }

    private static void AddSqs(IServiceCollection services, SqsOptions sqs, S3ObjectOptions bucket, IngestorOptions options)
    {
        services.AddSingleton(sqs);
        services.AddSingleton(bucket);
        services.AddSingleton(_ => new SqsClient(new AwsJsonClient(AwsJsonService.Sqs, sqs.Endpoint, sqs.Region), sqs.Queue.AbsoluteUri));
        services.AddSingleton<SqsWork>();
        services.AddSingleton(provider => new BackFill(
            provider.GetRequiredService<IObjectStore>(), options.Folder, $"{options.Store.Bucket} {string.Join(' ', bucket.Prefixes)}{(options.StreamAll ? " all" : "")}"));
        services.AddSingleton<IObjectFeed, SqsObjectFeed>();
    }

    private static void CheckFormat(string? format)
    {
        try
        {
            _ = new FlowTextParser(new ObjectIdentity("", "", ""), format);
        }
        catch (FlowFormatException e)
        {
            throw new ServiceConfigurationException($"FlowOptics:Format cannot be used: {e.Message}", e);
        }
    }

    private static ObjectJournal OpenJournal(IngestorOptions options, TimeProvider time, ILogger logger)
    {
        // What is too old to be streamed need not be remembered as done; three hours leave room for a clock that jumps.
        Func<JournalEntry, bool> keep = options.StreamAll ? _ => true : entry => entry.LastModified > time.GetUtcNow() - options.StreamedAge * 3;
        try
        {
            Directory.CreateDirectory(options.Folder);
            var journal = ObjectJournal.Open(Path.Join(options.Folder, "objects.journal"), keep);
            if (journal.DamagedLines > 0) Log.JournalDamaged(logger, journal.DamagedLines);
            return journal;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ServiceConfigurationException(
                $"The journal in '{options.Folder}' cannot be written ({e.Message}): give this user the right to write there, end another Ingestor on the same folder, "
                + "or set FlowOptics:Data (--data) to another.",
                e);
        }
    }
}
