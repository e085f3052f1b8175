namespace FlowOptics.SignIn;

/// <summary>The accounts file, read.</summary>
internal sealed class AccountsTable(IReadOnlyDictionary<string, AccountsEntry> entries)
{
    public static AccountsTable Empty { get; } = new(new Dictionary<string, AccountsEntry>());

    // Addresses of mail are compared without their case.
    private readonly Dictionary<string, AccountsEntry> _entries = entries.GroupBy(entry => entry.Key.StartsWith("email:", StringComparison.Ordinal) ? entry.Key.ToLowerInvariant() : entry.Key, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Last().Value, StringComparer.Ordinal);

    public IEnumerable<AccountsEntry> Of(IEnumerable<string> keys) => keys.Select(key => _entries.GetValueOrDefault(key)).OfType<AccountsEntry>();
}
