namespace FlowOptics.SignIn;

/// <summary>What the accounts file gives to one person or group.</summary>
internal sealed record AccountsEntry
{
    public string? Role { get; init; }

    public IReadOnlyList<string> Accounts { get; init; } = [];
}
