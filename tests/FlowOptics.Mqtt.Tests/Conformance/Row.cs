namespace FlowOptics.Mqtt.Tests.Conformance;

/// <summary>
/// What one or several normative statements say, and how a server shows that it does so. A line of the script is one of:
/// <list type="bullet">
/// <item><c>A> bytes</c>: connection A sends them (it is opened by its first line); see <see cref="Notation"/>, and <see cref="Play"/> for names of packets</item>
/// <item><c>A&lt; bytes</c>: A's next packet is this; <c>A&lt; closed</c>: its end is; <c>A&lt; nothing</c>: there is none (a PINGREQ is answered first)</item>
/// <item><c>A connects</c>: CONNECT with a clean start, client identifier "a", and CONNACK</item>
/// <item><c>A drops</c>: the network ends; the server has seen it when the next line is played</item>
/// <item><c>advance 5</c>: five seconds pass</item>
/// </list>
/// What follows a <c>#</c> between blanks is for the reader.
/// </summary>
internal sealed record Row(string Statements, string Says, string Script, MqttServerOptions? Options = null)
{
    public IEnumerable<string> Ids => Statements.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => "MQTT-" + s);
}
