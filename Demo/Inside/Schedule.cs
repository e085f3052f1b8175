namespace FlowOptics.Demo.Inside;

/// <summary>When a connection lives: opened every <paramref name="Period"/> seconds, <paramref name="Offset"/> after a multiple of it, for <paramref name="Length"/>.</summary>
internal readonly record struct Schedule(int Period, int Offset, int Length)
{
    /// <summary>A pool keeps it open and renews it.</summary>
    public static Schedule Renewed(int hours, ulong hash) => new(hours * 3600, (int)(hash % (ulong)(hours * 3600)), hours * 3600);

    public static Schedule Daily(int fromHour, int hours) => new(86_400, fromHour * 3600, hours * 3600);
}
