namespace FlowOptics.Mqtt.Tests.Conformance;

/// <summary>The form of packets.</summary>
internal static class Chapter2
{
    public static readonly IReadOnlyList<Row> Rows =
    [
        Flags("CONNECT", "11 [ \"MQTT\" 05 02 0000 ( 17 00 ) \"a\" ]", "20 [ 00 81 ( ) ]", ""),
        Flags("PUBACK", "41 02 0001"),
        Flags("PUBREC", "51 02 0001"),
        Flags("PUBREL (3.6.1-1: 0010)", "60 02 0001"),
        Flags("PUBCOMP", "72 02 0001"),
        Flags("SUBSCRIBE (3.8.1-1: 0010)", "80 [ 0001 ( ) \"a\" 00 ]"),
        Flags("UNSUBSCRIBE (3.10.1-1: 0010)", "A0 [ 0001 ( ) \"a\" ]"),
        Flags("PINGREQ", "C8 00"),
        Flags("DISCONNECT (3.14.1-1)", "E1 00"),
        Flags("AUTH (3.15.1-1)", "F1 00"),
        new("2.1.3-1", "packet type 0 is forbidden", """
            A connects
            A> 00 00
            A< E0 01 82
            A< closed
            """),
        new("2.2.1-2 4.3.1-1", "a PUBLISH at QoS 0 has no packet identifier, and no DUP", """
            A connects
            A> 82 [ 0001 ( ) "a" 02 ]
            A< 90 [ 0001 ( ) 02 ]
            B connects
            B> 30 [ "a" ( ) 'x' ]
            A< 30 [ "a" ( ) 'x' ]
            """),
        new("2.2.1-3", "packet identifier 0 from a client is malformed: SUBSCRIBE", """
            A connects
            A> 82 [ 0000 ( ) "a" 00 ]
            A< E0 01 81
            A< closed
            """),
        new("2.2.1-3", "packet identifier 0 from a client is malformed: UNSUBSCRIBE and PUBLISH", """
            A connects
            A> A2 [ 0000 ( ) "a" ]
            A< E0 01 81
            A< closed
            B connects
            B> 32 [ "a" 0000 ( ) ]
            B< E0 01 81
            B< closed
            """),
        new("2.2.1-4 4.3.2-1 4.3.3-1", "each new PUBLISH of the server has an identifier that is not 0 and not in use", """
            A connects
            A> 82 [ 0001 ( ) "one" 01 "two" 02 ]
            A< 90 [ 0001 ( ) 01 02 ]
            B connects
            B> 32 [ "one" 0001 ( ) ]
            B< 40 02 0001
            A< 32 [ "one" 0001 ( ) ]
            B> 34 [ "two" 0001 ( ) ]
            B< 50 02 0001
            A< 34 [ "two" 0002 ( ) ]
            B> 32 [ "one" 0002 ( ) ]
            B< 40 02 0002
            A< 32 [ "one" 0003 ( ) ]
            """),
        new("2.2.1-5", "PUBACK, PUBREC and PUBCOMP have the identifier of the PUBLISH", """
            A connects
            A> 32 [ "a" 1234 ( ) ]
            A< 40 03 1234 10
            A> 34 [ "a" 1235 ( ) ]
            A< 50 03 1235 10
            A> 62 02 1235
            A< 70 02 1235
            """),
        new("2.2.1-6", "SUBACK and UNSUBACK have the identifier of the SUBSCRIBE and UNSUBSCRIBE", """
            A connects
            A> 82 [ 1234 ( ) "a" 00 ]
            A< 90 [ 1234 ( ) 00 ]
            A> A2 [ 4321 ( ) "a" ]
            A< B0 [ 4321 ( ) 00 ]
            """),
        new("2.2.2-1", "where there are no properties, their length 0 says so", """
            A connects
            A> 82 [ 0001 ( ) "a" 00 ]
            A< 90 04 0001 00 00
            A> 30 [ "a" ( ) ]
            A< 30 04 0001 'a' 00
            """),
        new("2.2.2-1", "a property that does not belong to the packet is malformed; one that stands twice is a protocol error", """
            A connects
            A> 30 [ "a" ( 11 00000001 ) ]
            A< E0 01 81
            A< closed
            B connects
            B> 30 [ "a" ( 01 00 01 00 ) ]
            B< E0 01 82
            B< closed
            C connects
            C> 30 [ "a" ( 7E ) ]
            C< E0 01 81
            C< closed
            """),
    ];

    private static Row Flags(string what, string sent, string answer = "E0 01 81", string before = "A connects") => new(
        what.Contains('(', StringComparison.Ordinal) ? $"2.1.3-1 {what.Split('(')[1].Split(':', ')')[0]}" : "2.1.3-1",
        $"{what}: other flags than the standard's are malformed",
        $"""
        {before}
        A> {sent}
        A< {answer}
        A< closed
        """);
}
