namespace FlowOptics.Deploy.Stacks;

/// <summary>One thing that happened to a stack.</summary>
internal sealed record StackEvent(string Id, string Resource, string Type, string Status, string? Reason)
{
    public bool IsFailure => Status.EndsWith("_FAILED", StringComparison.Ordinal);

    /// <summary>Others were cancelled because of it.</summary>
    public bool IsCause => IsFailure && Reason is { } reason && !reason.Contains("cancelled", StringComparison.OrdinalIgnoreCase);
}
