using System.Globalization;

namespace FlowOptics.Lake.Tests.Reference;

/// <summary>What random records and questions are made from: another seed in each run, unless the environment names one.</summary>
internal static class Seeds
{
    public static int Fresh(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : Random.Shared.Next();
}
