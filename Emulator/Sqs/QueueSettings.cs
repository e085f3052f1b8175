using System.Globalization;

namespace FlowOptics.Emulator.Sqs;

/// <summary>What is known of a queue; its folder's <c>queue.json</c>. Times are Unix seconds.</summary>
internal sealed record QueueSettings(string Name, string Region, long Created, long Modified, Dictionary<string, string> Attributes)
{
    public const string File = "queue.json";

    public int Number(string name) => int.Parse(Attributes[name], CultureInfo.InvariantCulture);
}
