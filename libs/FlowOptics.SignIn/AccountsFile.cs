using System.Text.Json;
using FlowOptics.ServiceDefaults;
using Microsoft.Extensions.Logging;

namespace FlowOptics.SignIn;

/// <summary>
/// The file that gives roles and accounts, for issuers whose tokens cannot say them. Looked at when somebody is read, every two seconds at most; a changed one is in force then. One that cannot be
/// read gives nobody anything, since the one before it may say what was taken away since.
/// <code>{"email:ada@example.com": {"role": "viewer", "accounts": ["123456789012"]}, "role:network-team": {"role": "admin"}, "sub:8a1f…": {"accounts": ["*"]}}</code>
/// </summary>
internal sealed partial class AccountsFile
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    private readonly string? _path;
    private readonly TimeProvider _time;
    private readonly ILogger<AccountsFile> _logger;
    private readonly Lock _lock = new();
    private (DateTime Written, long Length)? _seen;
    private long _looked;
    private AccountsTable _current = AccountsTable.Empty;

    /// <exception cref="ServiceConfigurationException">It cannot be read.</exception>
    public AccountsFile(SignInOptions options, TimeProvider time, ILogger<AccountsFile> logger)
    {
        (_path, _time, _logger, _looked) = (options.AccountsFile, time, logger, time.GetTimestamp());
        if (_path is null) return;
        try
        {
            Read();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new ServiceConfigurationException($"{SignInOptions.Section}:AccountsFile: {failure.Message}", failure);
        }
    }

    public AccountsTable Current
    {
        get
        {
            if (_path is null) return _current;
            lock (_lock)
            {
                if (_time.GetElapsedTime(_looked) >= Interval) Look();
                return _current;
            }
        }
    }

    private void Look()
    {
        _looked = _time.GetTimestamp();
        try
        {
            var file = new FileInfo(_path!);
            if (file.Exists && _seen == (file.LastWriteTimeUtc, file.Length)) return;
            Read();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            if (_current != AccountsTable.Empty) LogUnreadable(_path!, failure.Message);
            (_current, _seen) = (AccountsTable.Empty, null);
        }
    }

    private void Read()
    {
        var file = new FileInfo(_path!);
        var seen = (file.LastWriteTimeUtc, file.Exists ? file.Length : 0);
        var entries = JsonSerializer.Deserialize<Dictionary<string, AccountsEntry>>(File.ReadAllBytes(_path!), Json) ?? throw new JsonException($"{_path} holds null, not an object.");
        foreach (var key in entries.Keys)
        {
            if (!key.StartsWith("sub:", StringComparison.Ordinal) && !key.StartsWith("email:", StringComparison.Ordinal) && !key.StartsWith("role:", StringComparison.Ordinal))
                throw new JsonException($"{_path} names '{key}': a name begins with sub:, email: or role:.");
        }

        (_current, _seen) = (new AccountsTable(entries), seen);
    }

    [LoggerMessage(8002, LogLevel.Error, "The accounts file {Path} cannot be read, and gives nobody anything until it can: {Reason}")]
    private partial void LogUnreadable(string path, string reason);
}
