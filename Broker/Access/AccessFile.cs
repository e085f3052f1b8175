using FlowOptics.Mqtt;
using FlowOptics.ServiceDefaults;

namespace FlowOptics.Broker.Access;

/// <summary>
/// Reads the file of users and their rules. A rule belongs to the user above it; filters may be shared ones.
/// <code>
/// # a line that begins with '#' says nothing
/// user enricher:pbkdf2-sha256:600000:c2FsdA==:aGFzaA==
///   role enricher
/// user grafana:sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
///   client grafana-*
///   subscribe flowoptics/v1/map/123456789012/+
///   publish notes/#
///   session kept
/// anonymous
///   role viewer
/// </code>
/// </summary>
internal static class AccessFile
{
    /// <exception cref="ServiceConfigurationException">The file cannot be read, or a line is wrong; the message names it.</exception>
    public static AccessTable Read(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ServiceConfigurationException($"{BrokerOptions.AccessKey} is '{path}', which cannot be read: {exception.Message}", exception);
        }

        var number = 0;
        var parser = new Parser();
        try
        {
            foreach (var line in lines)
            {
                number++;
                parser.Take(line.Trim());
            }

            return parser.End();
        }
        catch (FormatException wrong)
        {
            throw new ServiceConfigurationException($"{BrokerOptions.AccessKey}: {path}, line {number}: {wrong.Message}.", wrong);
        }
    }

    private sealed class Parser
    {
        private readonly List<AccessUser> _users = [];
        private AccessRights? _anonymous;
        private SecretHash? _secret;
        private AccessRights? _rights;

        public void Take(string line)
        {
            if (line.Length == 0 || line[0] == '#') return;
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            var (word, rest) = space < 0 ? (line, "") : (line[..space], line[(space + 1)..].Trim());
            switch (word)
            {
                case "user":
                    Finish();
                    var colon = rest.IndexOf(':', StringComparison.Ordinal);
                    if (colon <= 0) throw new FormatException("expected 'user name:hash'");
                    _secret = SecretHash.Parse(rest[(colon + 1)..]);
                    _rights = new AccessRights(rest[..colon], [], [], [], MayKeepSession: false);
                    if (_users.Exists(u => u.Name == _rights.Owner)) throw new FormatException($"user '{_rights.Owner}' stands twice");
                    break;
                case "anonymous" when rest.Length == 0:
                    Finish();
                    if (_anonymous is not null) throw new FormatException("'anonymous' stands twice");
                    _rights = new AccessRights(null, [], [], [], MayKeepSession: false);
                    break;
                default:
                    _rights = With(_rights ?? throw new FormatException($"'{word}' stands before any 'user' or 'anonymous'"), word, rest);
                    break;
            }
        }

        public AccessTable End()
        {
            Finish();
            return new AccessTable(_users, _anonymous);
        }

        private static AccessRights With(AccessRights rights, string word, string rest) => word switch
        {
            "subscribe" => rights with { Subscribe = [.. rights.Subscribe, Filter(rest)] },
            "publish" when rest.StartsWith("$share/", StringComparison.Ordinal) => throw new FormatException("nobody publishes to a shared subscription"),
            "publish" => rights with { Publish = [.. rights.Publish, Filter(rest)] },
            "client" when rest.Length > 0 && rights.Owner is not null => rights with { Clients = [.. rights.Clients, rest] },
            "session" when rest == "kept" && rights.Owner is not null => rights with { MayKeepSession = true },
            "role" => With(rights, AccessRoles.Find(rest) ?? throw new FormatException($"role '{rest}' is none of {string.Join(", ", AccessRoles.Names)}")),
            "client" or "session" => throw new FormatException($"'{word} {rest}' is wrong here: expected 'client PATTERN' or 'session kept', under a user"),
            _ => throw new FormatException($"'{word}' is none of user, anonymous, role, client, session, subscribe, publish"),
        };

        private static AccessRights With(AccessRights rights, AccessRights role) => rights with
        {
            Clients = rights.Owner is null ? [] : [.. rights.Clients, .. role.Clients],
            Subscribe = [.. rights.Subscribe, .. role.Subscribe],
            Publish = [.. rights.Publish, .. role.Publish],
            MayKeepSession = rights.MayKeepSession || (rights.Owner is not null && role.MayKeepSession),
        };

        private static string Filter(string text) => MqttTopicFilter.IsValid(text)
            ? text
            : throw new FormatException($"'{text}' is no topic filter: '+' and '#' stand alone in their level, '#' in the last one only");

        private void Finish()
        {
            if (_rights is not null && _secret is not null) _users.Add(new AccessUser(_rights.Owner!, _secret, _rights));
            else if (_rights is not null) _anonymous = _rights;
            (_rights, _secret) = (null, null);
        }
    }
}
