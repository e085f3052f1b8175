namespace FlowOptics.SignIn;

/// <summary>Who asks, and what they may see.</summary>
/// <param name="Subject">The issuer's name for them, which never becomes another's.</param>
/// <param name="Name">For people who read logs and the page.</param>
/// <param name="Accounts">The accounts whose records they may see; null: all.</param>
/// <param name="Until">When their token ends; null: it does not.</param>
public sealed record Viewer(string Subject, string Name, bool IsAdmin, IReadOnlySet<string>? Accounts, DateTimeOffset? Until = null)
{
    /// <summary>Whoever sits at this machine, where nobody signs in.</summary>
    public static Viewer Local { get; } = new("local", "local", IsAdmin: true, Accounts: null);

    public string Role => IsAdmin ? "admin" : "viewer";

    public bool MaySee(string account) => Accounts is null || Accounts.Contains(account);
}
