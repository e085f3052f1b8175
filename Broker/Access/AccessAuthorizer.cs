using System.Security.Cryptography;
using FlowOptics.Mqtt;

namespace FlowOptics.Broker.Access;

/// <summary>Admits by user name and secret; by a token alone (MQTT 5.0 allows a password without a user name); or as anonymous.</summary>
internal sealed class AccessAuthorizer : IMqttAuthorizer, IDisposable
{
    private readonly AccessTable _table;
    private readonly LoginThrottle _throttle;
    private readonly Dictionary<string, AccessUser> _users;
    private readonly AccessUser[] _tokens;

    /// <summary>A name that is not known takes as long as one that is.</summary>
    private readonly SecretHash? _nobodys;

    public AccessAuthorizer(AccessTable table, TimeProvider time)
    {
        _table = table;
        _throttle = new LoginThrottle(time);
        _users = table.Users.ToDictionary(u => u.Name, StringComparer.Ordinal);
        _tokens = [.. table.Users.Where(u => !u.Secret.IsSlow)];
        _nobodys = table.Users.Any(u => u.Secret.IsSlow) ? SecretHash.OfPassword(RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes)) : null;
    }

    public async ValueTask<MqttAdmission> AdmitAsync(MqttLogin login, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(login.UserName) && login.Password.IsEmpty) return Admit(login, _table.Anonymous, MqttAdmission.NotAuthorized);
        var user = string.IsNullOrEmpty(login.UserName) ? null : _users.GetValueOrDefault(login.UserName);
        var hash = user?.Secret ?? (string.IsNullOrEmpty(login.UserName) ? null : _nobodys);
        if (hash?.IsSlow == true && !_throttle.MayTry(login.Address)) return MqttAdmission.ConnectionRateExceeded;

        var found = hash is null ? Array.Find(_tokens, t => string.IsNullOrEmpty(login.UserName) && t.Secret.Matches(login.Password.Span))
            : await _throttle.MatchesAsync(hash, login.Password, cancellationToken) ? user : null;
        if (found is not null) return Admit(login, found.Rights, MqttAdmission.BadUserNameOrPassword);
        await _throttle.DelayAsync(login.Address, cancellationToken);
        return MqttAdmission.BadUserNameOrPassword;
    }

    public void Dispose() => _throttle.Dispose();

    /// <summary>A client identifier is a session's name, so who takes a service's takes its messages.</summary>
    private MqttAdmission Admit(MqttLogin login, AccessRights? rights, MqttAdmission otherwise)
    {
        if (rights is null) return otherwise;
        var isOwn = rights.Uses(login.ClientId);
        var isOthers = !isOwn && _table.Users.Any(u => u.Rights.Uses(login.ClientId));
        return isOthers || (!isOwn && rights.Clients.Count > 0) ? MqttAdmission.ClientIdentifierNotValid : MqttAdmission.With(rights);
    }
}
