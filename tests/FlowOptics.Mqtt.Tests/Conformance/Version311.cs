namespace FlowOptics.Mqtt.Tests.Conformance;

/// <summary>What 3.1.1 (OASIS Standard, 29 October 2014) says otherwise; the identifiers are its own.</summary>
internal static class Version311
{
    public static readonly IReadOnlyList<Row> Rows =
    [
        new("3.1.4-1 3.2.2-6", "a CONNECT that is malformed gets no CONNACK", """
            A> 10 [ "MQTT" 04 03 0000 "a" ]
            A< closed
            B> 10 [ "MQTT" 04 02 0000 0001 FF ]
            B< closed
            """),
        new("3.1.2-22", "a password without a user name is malformed", """
            A> 10 [ "MQTT" 04 42 0000 "a" "secret" ]
            A< closed
            """),
        new("3.1.2-2 3.2.2-5", "levels below are refused with 1", """
            A> 10 [ "MQTT" 03 02 0000 "a" ]
            A< 20 02 00 01
            A< closed
            """),
        new("3.1.3-6", "who has no identifier gets one that is not told", """
            A> 10 [ "MQTT" 04 02 0000 "" ]
            A< 20 02 00 00
            """),
        new("3.1.3-8", "but with a clean session only", """
            A> 10 [ "MQTT" 04 00 0000 "" ]
            A< 20 02 00 02
            A< closed
            """),
        new("3.1.3-9", "an identifier that is not taken: 2", """
            A> 10 [ "MQTT" 04 02 0000 "abcde" ]
            A< 20 02 00 02
            A< closed
            """, new MqttServerOptions { MaxClientIdSize = 4 }),
        new("3.1.2-4 3.1.2-5 3.2.2-2 3.2.2-3", "without clean session it is kept, for ever, with what comes for it", """
            A> RESUME311
            A< CONNACK311
            A> 82 [ 0001 "a" 02 ]
            A< 90 [ 0001 02 ]
            A drops
            B> CONNECT311
            B< CONNACK311
            B> 34 [ "a" 0001 'x' ]
            B< 50 02 0001
            advance 1000000000
            A> RESUME311
            A< RESUMED311
            A< 34 [ "a" 0001 'x' ]
            A drops
            A> RESUME311
            A< RESUMED311
            A< 3C [ "a" 0001 'x' ]
            A> 50 02 0001
            A< 62 02 0001
            A> 70 02 0001
            A< nothing
            """),
        new("3.1.2-6 3.2.2-1", "with clean session nothing is left of an earlier one, nor of this", """
            A> RESUME311
            A< CONNACK311
            A> 82 [ 0001 "a" 01 ]
            A< 90 [ 0001 01 ]
            A drops
            A> CONNECT311
            A< CONNACK311
            A> 32 [ "a" 0001 ]
            A< 40 02 0001
            A drops
            A> RESUME311
            A< CONNACK311
            """),
        new("3.3.1-9", "RETAIN is 0 for those who subscribe already", """
            A> CONNECT311
            A< CONNACK311
            A> 82 [ 0001 "a" 00 ]
            A< 90 [ 0001 00 ]
            A> 31 [ "a" 'x' ]
            A< 30 [ "a" 'x' ]
            """),
        new("3.3.1-6 3.3.1-8 3.8.4-3", "retained messages come with each SUBSCRIBE", """
            A> CONNECT311
            A< CONNACK311
            A> 31 [ "a" 'x' ]
            A> 82 [ 0001 "a" 00 ]
            A< 90 [ 0001 00 ]
            A< 31 [ "a" 'x' ]
            A> 82 [ 0002 "a" 00 ]
            A< 90 [ 0002 00 ]
            A< 31 [ "a" 'x' ]
            """),
        new("3.3.5-2", "a PUBLISH that is not allowed is acknowledged as others", """
            A> CONNECT311
            A< CONNACK311
            A> 32 [ "$SYS/mine" 0001 'x' ]
            A< 40 02 0001
            A> 34 [ "$SYS/mine" 0002 'x' ]
            A< 50 02 0002
            A> 62 02 0002
            A< 70 02 0002
            """),
        new("3.8.3-4", "reserved bits beside QoS are malformed: 5.0's options", """
            A> CONNECT311
            A< CONNACK311
            A> 82 [ 0001 "a" 04 ]
            A< closed
            """),
        new("3.9.3-2", "a filter that is refused: 0x80", """
            A> CONNECT311
            A< CONNACK311
            A> 82 [ 0001 "a#" 01 "b" 02 ]
            A< 90 [ 0001 80 02 ]
            """),
        new("3.10.4-4 3.10.4-5", "UNSUBACK has no payload", """
            A> CONNECT311
            A< CONNACK311
            A> A2 [ 0001 "a" ]
            A< B0 02 0001
            """),
        new("3.14.4-3", "any DISCONNECT takes the will back; one with a body is malformed", """
            B> CONNECT311
            B< CONNACK311
            B> 82 [ 0001 "w" 00 ]
            B< 90 [ 0001 00 ]
            A> 10 [ "MQTT" 04 06 0000 "a" "w" "1" ]
            A< CONNACK311
            A> DISCONNECT
            A< closed
            A> 10 [ "MQTT" 04 06 0000 "a" "w" "2" ]
            A< CONNACK311
            A> E0 01 00
            A< closed
            B< 30 [ "w" '2' ]
            """),
        new("4.8.0-1", "a protocol violation ends the connection without a word: no DISCONNECT from the server, and no AUTH", """
            A> CONNECT311
            A< CONNACK311
            A> CONNECT311
            A< closed
            B> CONNECT311
            B< CONNACK311
            B> F0 00
            B< closed
            """),
        new("3.1.4-2", "a newer connection of the same client ends the older, also across versions", """
            A> CONNECT311
            A< CONNACK311
            B> 10 [ "MQTT" 05 02 0000 ( 17 00 ) "a" ]
            B< CONNACK
            A< closed
            """),
        new("3.3.2-3", "what is published with 5.0's properties comes without them, and the other way round", """
            A> CONNECT311
            A< CONNACK311
            A> 82 [ 0001 "a" 00 ]
            A< 90 [ 0001 00 ]
            B connects
            B> 82 [ 0001 ( 0B 01 ) "a" 00 ]
            B< 90 [ 0001 ( ) 00 ]
            B> 30 [ "a" ( 03 "text" 02 0000000A 23 0001 ) 'x' ]
            A< 30 [ "a" 'x' ]
            B< 30 [ "a" ( 02 0000000A 0B 01 03 "text" ) 'x' ]
            A> 30 [ "a" 'y' ]
            A< 30 [ "a" 'y' ]
            B< 30 [ "a" ( 0B 01 ) 'y' ]
            """),
    ];
}
