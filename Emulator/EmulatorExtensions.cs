using System.Net;
using System.Text;
using FlowOptics.Emulator.Athena;
using FlowOptics.Emulator.Faults;
using FlowOptics.Emulator.Firehose;
using FlowOptics.Emulator.Gateway;
using FlowOptics.Emulator.Logs;
using FlowOptics.Emulator.S3;
using FlowOptics.Emulator.S3.Events;
using FlowOptics.Emulator.S3.Storage;
using FlowOptics.Emulator.Signing;
using FlowOptics.Emulator.Sqs;
using FlowOptics.ServiceDefaults;
using Microsoft.AspNetCore.Connections;

namespace FlowOptics.Emulator;

/// <summary>Puts the emulator together.</summary>
internal static class EmulatorExtensions
{
    public static void AddEmulator(this WebApplicationBuilder builder, EmulatorOptions options)
    {
        // It binds its own address; Kestrel would warn at each start that it ignores ASPNETCORE_URLS.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            // An object may have 5 GB; what is too large for another service is refused where its body is read.
            kestrel.Limits.MaxRequestBodySize = null;
            // User metadata is sent as raw UTF-8 by some clients.
            kestrel.ResponseHeaderEncodingSelector = _ => Encoding.UTF8;
        });

        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<EmulatorMetrics>();
        builder.Services.AddSingleton<FaultInjector>();
        builder.Services.AddSingleton<SignatureVerifier>();
        builder.Services.AddSingleton<AwsGateway>();
        builder.Services.AddS3();
        builder.Services.AddSqs();
        builder.Services.AddAthena();
        builder.Services.AddFirehose(builder.Configuration);
        builder.Services.AddLogs();
    }

    /// <summary>LocalStack's health page, the faults, and AWS's services for everything else.</summary>
    public static void MapEmulator(this WebApplication app)
    {
        app.MapGet("/_localstack/health", () => TypedResults.Json(new
        {
            services = new
            {
                s3 = "running",
                sqs = "running",
                athena = "running",
                logs = "running",
                firehose = "running"
            },
            edition = "flowoptics",
            version = "1.0"
        }))
            .DisableHttpMetrics();
        app.MapFaults();
        // Routing would decode a key's slashes and dots: all that is none of the paths above is answered here, from the request as it was sent.
        app.Use((context, next) => context.GetEndpoint() is null ? context.RequestServices.GetRequiredService<AwsGateway>()
            .AnswerAsync(context) : next(context));
    }

    /// <summary>Runs until it is told to stop.</summary>
    /// <exception cref="ServiceConfigurationException">The port is taken.</exception>
    public static async Task RunEmulatorAsync(this WebApplication app, EmulatorOptions options)
    {
        await using (app)
        {
            app.Services.OpenStores();
            try
            {
                await app.StartAsync();
            }
            catch (IOException taken) when (taken.InnerException is AddressInUseException)
            {
                throw new ServiceConfigurationException(
                    $"port {options.Port} is taken: stop what listens there (LocalStack?), or choose another port with {EmulatorOptions.PortKey}.",
                    taken);
            }

            EmulatorLog.Listening(app.Logger, options.Folder, options.Keys.Count);
            await app.WaitForShutdownAsync();
        }
    }

    /// <summary>Reads what the folder holds before the first request.</summary>
    private static void OpenStores(this IServiceProvider services)
    {
        services.GetRequiredService<QueueStore>().Open();
        services.GetRequiredService<BucketStore>().Open();
        services.GetRequiredService<EventOutbox>().SendWhatIsLeft();
        services.OpenAthena();
        services.GetRequiredService<DeliveryStreamStore>().Open();
        services.GetRequiredService<LogGroupStore>().Open();
    }
}
