using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace FlowOptics.ServiceDefaults.Startup;

/// <summary>
/// Says in one sentence why a service cannot start, where the cause is the user's to mend: a setting or a port that is taken. Anything else is
/// a fault of ours, and crashes with its stack trace.
/// </summary>
internal static class StartupFailures
{
    private static int _installed;

    /// <summary>A service's Program.cs is 15 lines without try and catch; so the sentence is written where the runtime would write the stack trace.</summary>
    public static void Explain(string service)
    {
        if (Interlocked.Exchange(ref _installed, 1) != 0) return;

        AppDomain.CurrentDomain.UnhandledException += (_, arguments) =>
        {
            if (arguments.ExceptionObject is not Exception failure || Sentence(failure) is not { } sentence) return;

            Console.Error.WriteLine($"{service} cannot start: {sentence}");
            Environment.Exit(1);
        };
    }

    /// <returns>Null where the failure is none that the user can mend.</returns>
    public static string? Sentence(Exception failure) => failure switch
    {
        ServiceConfigurationException => failure.Message,
        OptionsValidationException options => string.Join("; ", options.Failures),
        // Kestrel's message names the address: "Failed to bind to address http://127.0.0.1:8000: address already in use."
        IOException { InnerException: AddressInUseException } => failure.Message + " Stop what listens there, or choose another port.",
        _ => null,
    };
}
