using System.Globalization;
using System.Security.Claims;

namespace FlowOptics.SignIn;

/// <summary>Says who a token's claims are about, and what that person may see.</summary>
public sealed class ViewerReader
{
    private const string AllAccounts = "*";
    private const int LongestName = 100;
    private static readonly char[] Separators = [',', ' '];
    private static readonly string[] Names = ["name", "email", "preferred_username", "username", "cognito:username"];

    private readonly SignInOptions _options;
    private readonly AccountsFile _file;

    internal ViewerReader(SignInOptions options, AccountsFile file) => (_options, _file) = (options, file);

    /// <returns>Null for who has no role, or as a viewer no account.</returns>
    public Viewer? Read(ClaimsPrincipal person)
    {
        if (person.Identity?.IsAuthenticated != true || person.FindFirst("sub")?.Value is not { Length: > 0 } subject) return null;
        // Never cut: a group may be called "not an admin".
        var roles = person.FindAll(_options.RoleClaim).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal);
        var given = _file.Current.Of(KeysOf(person, subject, roles)).ToList();
        var isAdmin = roles.Contains(_options.AdminRole) || given.Exists(entry => entry.Role == _options.AdminRole);
        var isViewer = roles.Contains(_options.ViewerRole) || given.Exists(entry => entry.Role == _options.ViewerRole);
        if (!isAdmin && !isViewer) return null;

        var accounts = AccountsOf(person).Concat(given.SelectMany(entry => entry.Accounts)).ToHashSet(StringComparer.Ordinal);
        if (!isAdmin && accounts.Count == 0) return null;
        return new Viewer(subject, NameOf(person, subject), isAdmin, isAdmin || accounts.Contains(AllAccounts) ? null : accounts, EndOf(person));
    }

    // What the file may call them. An e-mail address that the issuer did not check is whatever its owner wrote.
    private static IEnumerable<string> KeysOf(ClaimsPrincipal person, string subject, IEnumerable<string> roles)
    {
        yield return "sub:" + subject;
        if (person.FindFirst("email")?.Value is { Length: > 0 } email && bool.TryParse(person.FindFirst("email_verified")?.Value, out var verified) && verified) yield return "email:" + email.ToLowerInvariant();
        foreach (var role in roles) yield return "role:" + role;
    }

    // An array, or one text with blanks or commas: some issuers have no arrays.
    private IEnumerable<string> AccountsOf(ClaimsPrincipal person) =>
        person.FindAll(_options.AccountsClaim).SelectMany(one => one.Value.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static string NameOf(ClaimsPrincipal person, string subject)
    {
        var name = Names.Select(claim => person.FindFirst(claim)?.Value).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value)) ?? subject;
        // It goes into logs, a line each.
        return new string([.. name.Take(LongestName).Select(character => char.IsControl(character) ? ' ' : character)]);
    }

    private static DateTimeOffset? EndOf(ClaimsPrincipal person) =>
        long.TryParse(person.FindFirst("exp")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
