namespace Aspire.Hosting;

/// <summary>The kinds of lines in the graph of resources.</summary>
internal static class Relationships
{
    public const string Reference = "Reference";
    public const string WaitFor = "WaitFor";
    public const string Parent = "Parent";
}
