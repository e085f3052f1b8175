using System.CommandLine;
using System.Globalization;
using FlowOptics.Flows;

namespace FlowOptics.AppHost;

/// <summary>
/// The arguments of flow-optics' verbs: <c>ACCOUNT DAYS IP,IP,…</c> or <c>ACCOUNT DAYS IP [CIDR]</c>. They are read as text and checked here,
/// so that what is wrong with one is said in our words.
/// </summary>
internal sealed class VerbArguments
{
    private const int AccountDigits = 12;
    private const int MostDays = 3650;
    private const string Unknown = "unknown";

    private readonly Argument<string> _account = Argument("ACCOUNT", "12 digits, or unknown");
    private readonly Argument<string> _days = Argument("DAYS", $"0 to {MostDays}: from 00:00 UTC of the day so many days ago until now");
    private readonly Argument<string> _addresses;
    private readonly Argument<string>? _cidr;

    private VerbArguments(Argument<string> addresses, Argument<string>? cidr)
    {
        _addresses = addresses;
        _cidr = cidr;
    }

    public IEnumerable<Argument> All => _cidr is null ? [_account, _days, _addresses] : [_account, _days, _addresses, _cidr];

    public static VerbArguments ForGroup() => new(Argument("IP,IP,…", "the group, with commas between"), null);

    public static VerbArguments ForAddress() => new(Argument("IP", "the address"), Argument("CIDR", "limits the other ends, e.g. 10.0.0.0/8"));

    /// <exception cref="StartException">One is missing or wrong.</exception>
    public Question Read(string verb, ParseResult result)
    {
        string Required(Argument<string> argument) => result.GetValue(argument) ?? throw Wrong(
            $"{verb} needs {string.Join(' ', All.Select(a => a == _cidr ? $"[{a.Name}]" : a.Name))}, and {argument.Name} is missing.");

        var account = Required(_account);
        var days = Required(_days);
        var addresses = Required(_addresses);
        return new Question(verb, Account(account), Days(days), Addresses(addresses), Cidr(_cidr is null ? null : result.GetValue(_cidr)));
    }

    private static string Account(string text) => text == Unknown || (text.Length == AccountDigits && text.All(char.IsAsciiDigit))
        ? text
        : throw Wrong($"ACCOUNT is {AccountDigits} digits, or '{Unknown}', and '{text}' is neither.");

    private static int Days(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= MostDays
        ? days
        : throw Wrong($"DAYS is a whole number from 0 to {MostDays}, and '{text}' is none.");

    private List<string> Addresses(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        if (_cidr is not null && parts.Length > 1) throw Wrong($"IP is one address here, and '{text}' has {parts.Length}: correlate takes a group.");
        return [.. parts.Select(part => Address.TryParse(part, out var address)
            ? address.ToString()
            : throw Wrong($"'{part}' is no IP address: write it like 10.0.1.10 or 2001:db8::1.")).Distinct(StringComparer.Ordinal)];
    }

    private static string? Cidr(string? text)
    {
        if (text is null) return null;
        return text.Contains('/', StringComparison.Ordinal) && Prefix.TryParse(text, out var prefix)
            ? prefix.ToString()
            : throw Wrong($"'{text}' is no CIDR: write it like 10.0.0.0/8 or 2001:db8::/32.");
    }

    private static Argument<string> Argument(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.ZeroOrOne };

    private static StartException Wrong(string message) => new(message, StartException.WrongArguments);
}
