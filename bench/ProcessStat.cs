using System.Globalization;

namespace FlowOptics.Bench;

/// <summary>One process as Linux shows it (proc(5)).</summary>
internal sealed record ProcessStat(int Pid, int Parent, string Name, double CpuSeconds, long ResidentBytes)
{
    // USER_HZ is 100 on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    /// <returns>Null where the process is gone.</returns>
    public static ProcessStat? Read(int pid)
    {
        try
        {
            // 4242 (FlowOptics.Web) S 4200 … : the name may hold blanks and brackets, so fields count from the last bracket.
            var text = File.ReadAllText($"/proc/{pid}/stat");
            var close = text.LastIndexOf(')');
            var fields = text[(close + 2)..].Split(' ');
            long Field(int number) => long.Parse(fields[number - 3], CultureInfo.InvariantCulture);
            return new ProcessStat(pid, (int)Field(4), NameOf(pid), (Field(14) + Field(15)) / TicksPerSecond, Field(24) * Environment.SystemPageSize);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The most that it has had in memory so far; what it has now where it is gone.</summary>
    public long PeakBytes()
    {
        try
        {
            // VmHWM:	  123456 kB
            var line = File.ReadLines($"/proc/{Pid}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? ResidentBytes : long.Parse(line.AsSpan()["VmHWM:".Length..^"kB".Length].Trim(), CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            return ResidentBytes;
        }
    }

    // dotnet …/FlowOptics.AppHost.dll --data … or …/FlowOptics.Broker: the service's name says more than the runtime's.
    private static string NameOf(int pid)
    {
        var names = File.ReadAllText($"/proc/{pid}/cmdline").Split('\0').Select(Path.GetFileName).ToArray();
        var own = Array.Find(names, name => name!.StartsWith("FlowOptics.", StringComparison.Ordinal));
        return own?.Replace("FlowOptics.", "", StringComparison.Ordinal).Replace(".dll", "", StringComparison.Ordinal) ?? File.ReadAllText($"/proc/{pid}/comm").Trim();
    }
}
