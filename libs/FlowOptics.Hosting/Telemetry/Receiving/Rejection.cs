namespace Aspire.Hosting.Telemetry.Receiving;

/// <summary>What of a request was not kept, and why.</summary>
internal readonly record struct Rejection(int Count, string Reason)
{
    public static Rejection None { get; } = new(0, "");
}
