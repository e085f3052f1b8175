namespace FlowOptics.Mqtt.Tests.Conformance;

/// <summary>The identifiers of the mandatory normative statements of MQTT 5.0 (OASIS Standard, 7 March 2019, appendix B): 247, and chapter 6's 4.</summary>
internal static class Statements
{
    private static readonly (string Section, int First, int Last)[] Sections =
    [
        ("1.5.4", 1, 3), ("1.5.5", 1, 1), ("1.5.7", 1, 1),
        ("2.1.3", 1, 1), ("2.2.1", 2, 6), ("2.2.2", 1, 1),
        ("3.1.0", 1, 2), ("3.1.2", 1, 30), ("3.1.3", 1, 12), ("3.1.4", 1, 6),
        ("3.2.0", 1, 2), ("3.2.2", 1, 22),
        ("3.3.1", 1, 13), ("3.3.2", 1, 20), ("3.3.4", 1, 10),
        ("3.4.2", 1, 3), ("3.5.2", 1, 3), ("3.6.1", 1, 1), ("3.6.2", 1, 3), ("3.7.2", 1, 3),
        ("3.8.1", 1, 1), ("3.8.3", 1, 5), ("3.8.4", 1, 8), ("3.9.2", 1, 2), ("3.9.3", 1, 2),
        ("3.10.1", 1, 1), ("3.10.3", 1, 2), ("3.10.4", 1, 6), ("3.11.2", 1, 2), ("3.11.3", 1, 2),
        ("3.12.4", 1, 1), ("3.14.0", 1, 1), ("3.14.1", 1, 1), ("3.14.2", 1, 4), ("3.14.4", 1, 3), ("3.15.1", 1, 1), ("3.15.2", 1, 3),
        ("4.1.0", 1, 2), ("4.2.0", 1, 1), ("4.3.1", 1, 1), ("4.3.2", 1, 5), ("4.3.3", 1, 13), ("4.4.0", 1, 2), ("4.5.0", 1, 2), ("4.6.0", 1, 6),
        ("4.7.0", 1, 1), ("4.7.1", 1, 2), ("4.7.2", 1, 1), ("4.7.3", 1, 4), ("4.8.2", 1, 6), ("4.9.0", 1, 3),
        ("4.12.0", 1, 7), ("4.12.1", 1, 2), ("4.13.1", 1, 1), ("4.13.2", 1, 1),
        ("6.0.0", 1, 4),
    ];

    public static IReadOnlyList<string> All { get; } =
        [.. Sections.SelectMany(s => Enumerable.Range(s.First, s.Last - s.First + 1).Select(n => $"MQTT-{s.Section}-{n}"))];

    /// <summary>Those that ask nothing of a server or client which does what ours do, and why.</summary>
    public static IReadOnlyDictionary<string, string> NotApplicable { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["MQTT-3.1.2-30"] = "our client names no authentication method; a server that is sent one refuses it at once (4.12.0-1)",
        ["MQTT-3.2.2-13"] = "our server always has retained messages",
        ["MQTT-3.3.4-5"] = "our server sends one copy for all matching subscriptions, with all of their identifiers (3.3.4-4)",
        ["MQTT-3.4.2-2"] = "PUBACK never has a reason string here",
        ["MQTT-3.4.2-3"] = "PUBACK never has user properties here",
        ["MQTT-3.5.2-2"] = "PUBREC never has a reason string here",
        ["MQTT-3.5.2-3"] = "PUBREC never has user properties here",
        ["MQTT-3.6.2-2"] = "PUBREL never has a reason string here",
        ["MQTT-3.6.2-3"] = "PUBREL never has user properties here",
        ["MQTT-3.7.2-2"] = "PUBCOMP never has a reason string here",
        ["MQTT-3.7.2-3"] = "PUBCOMP never has user properties here",
        ["MQTT-3.2.2-20"] = "CONNACK never has user properties here",
        ["MQTT-3.9.2-2"] = "SUBACK never has user properties here",
        ["MQTT-3.11.2-1"] = "UNSUBACK never has a reason string here",
        ["MQTT-3.11.2-2"] = "UNSUBACK never has user properties here",
        ["MQTT-3.14.2-4"] = "DISCONNECT never has user properties here",
        ["MQTT-3.15.2-2"] = "AUTH is never sent here",
        ["MQTT-3.15.2-3"] = "AUTH is never sent here",
        ["MQTT-4.12.0-2"] = "our server offers no extended authentication, so it never asks for more",
        ["MQTT-4.12.0-3"] = "our client names no authentication method, so it is never asked for more",
        ["MQTT-4.12.0-4"] = "our server offers no extended authentication; it refuses at the first step (4.12.0-1)",
        ["MQTT-4.12.0-5"] = "our server offers no extended authentication",
        ["MQTT-4.12.1-1"] = "our client names no authentication method, so there is nothing to repeat",
        ["MQTT-4.12.1-2"] = "our server offers no extended authentication; AUTH ends the connection (4.12.0-7)",
    };
}
