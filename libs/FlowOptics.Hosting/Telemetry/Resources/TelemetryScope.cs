namespace Aspire.Hosting.Telemetry.Resources;

/// <summary>What an instrumentation scope stands for: the logger's category, the activity source, the meter.</summary>
/// <param name="Message">InstrumentationScope, as it came.</param>
internal sealed record TelemetryScope(string Name, byte[] Message);
